package io.railgate.rails.matching;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth convex function by L-BFGS (Liu and Nocedal 1989) with a backtracking line
 * search. Deterministic.
 */
final class Lbfgs {

  /** How many earlier steps shape the next. */
  private static final int MEMORY = 10;

  /** The least part of the expected decrease that a step must bring (Armijo 1966). */
  private static final double LEAST_DECREASE = 1e-4;

  private static final int MOST_HALVINGS = 30;

  private Lbfgs() {}

  /** What is minimised. */
  interface Function {

    /**
     * Value at {@code point}.
     *
     * @param gradient is overwritten with the gradient there, of the same length
     */
    double at(double[] point, double[] gradient);
  }

  /** A step and the change of the gradient along it, which are not written to. */
  private static final class Update {
    final double[] step;
    final double[] change;
    final double curvature;

    Update(double[] step, double[] change, double curvature) {
      this.step = step;
      this.change = change;
      this.curvature = curvature;
    }
  }

  /**
   * The point that is reached from {@code start}, which is not changed.
   *
   * @param iterations most steps, 0 or more
   * @param tolerance a step that lowers the value by less than this part of it is the last
   */
  static double[] minimise(Function function, double[] start, int iterations, double tolerance) {
    double[] point = start.clone();
    double[] gradient = new double[point.length];
    if (iterations == 0) {
      return point;
    }
    double value = function.at(point, gradient);
    Deque<Update> memory = new ArrayDeque<>();
    double[] next = new double[point.length];
    double[] nextGradient = new double[point.length];
    for (int iteration = 0; iteration < iterations; iteration++) {
      double[] direction = direction(gradient, memory);
      double slope = dot(direction, gradient);
      double length = memory.isEmpty() ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
      double nextValue = value;
      boolean lower = false;
      for (int halving = 0; halving < MOST_HALVINGS && !lower; halving++) {
        for (int i = 0; i < point.length; i++) {
          next[i] = point[i] + length * direction[i];
        }
        nextValue = function.at(next, nextGradient);
        lower = nextValue <= value + LEAST_DECREASE * length * slope;
        length /= 2;
      }
      if (!lower) {
        return point;
      }
      remember(memory, point, next, gradient, nextGradient);
      boolean settled = value - nextValue <= tolerance * Math.abs(value);
      value = nextValue;
      System.arraycopy(next, 0, point, 0, point.length);
      System.arraycopy(nextGradient, 0, gradient, 0, gradient.length);
      if (settled) {
        return point;
      }
    }
    return point;
  }

  private static void remember(
      Deque<Update> memory, double[] point, double[] next, double[] gradient, double[] after) {
    double[] step = difference(next, point);
    double[] change = difference(after, gradient);
    double curvature = dot(step, change);
    if (curvature > 0) {
      if (memory.size() == MEMORY) {
        memory.removeFirst();
      }
      memory.addLast(new Update(step, change, curvature));
    }
  }

  /** Against the gradient, shaped by what is remembered (the two-loop recursion). */
  private static double[] direction(double[] gradient, Deque<Update> memory) {
    double[] direction = new double[gradient.length];
    for (int i = 0; i < gradient.length; i++) {
      direction[i] = -gradient[i];
    }
    if (memory.isEmpty()) {
      return direction;
    }
    double[] shares = new double[memory.size()];
    int place = memory.size();
    for (Iterator<Update> back = memory.descendingIterator(); back.hasNext(); ) {
      Update update = back.next();
      place--;
      shares[place] = dot(update.step, direction) / update.curvature;
      add(direction, -shares[place], update.change);
    }
    Update last = memory.getLast();
    double scale = last.curvature / dot(last.change, last.change);
    for (int i = 0; i < direction.length; i++) {
      direction[i] *= scale;
    }
    for (Update update : memory) {
      double share = shares[place] - dot(update.change, direction) / update.curvature;
      add(direction, share, update.step);
      place++;
    }
    return direction;
  }

  private static double[] difference(double[] to, double[] from) {
    double[] difference = new double[to.length];
    for (int i = 0; i < to.length; i++) {
      difference[i] = to[i] - from[i];
    }
    return difference;
  }

  private static void add(double[] sum, double factor, double[] summand) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * summand[i];
    }
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
