package io.railgate.rails.matching;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How scores share a message out among the rails: a softmax at a temperature (Guo et al. 2017).
 *
 * @param neighbours how much the nearest examples count beside the head
 * @param temperature of the softmax
 */
record Sharing(double neighbours, double temperature) {

  /** With few examples 4 to 16 are best, with hundreds of a rail 24 and more. */
  private static final double[] NEIGHBOURS = {4, 6, 8, 12, 16, 24, 32, 48};

  private static final double LEAST_TEMPERATURE = 0.4;
  private static final double MOST_TEMPERATURE = 2;
  private static final int TEMPERATURES = 20;

  /**
   * So many examples weigh up the belief that the temperature is 1: few examples are told apart
   * without an error at any temperature, and would make a set too sure.
   */
  private static final double BELIEF = 10;

  /** What a set without an example to look at gets. */
  private static final Sharing USUAL = new Sharing(8, 0.6);

  /**
   * The one that makes the rails that are meant most likely; of those that are as good within a
   * standard error, the one in which the neighbours count least (Breiman et al. 1984). A set's
   * examples are often like each other, more than messages are like them, which flatters the
   * neighbours.
   */
  static Sharing fit(List<Observation> observations) {
    List<Observation> belonging = observations.stream().filter(Observation::belongs).toList();
    if (belonging.isEmpty()) {
      return USUAL;
    }
    List<Fitted> each =
        DoubleStream.of(NEIGHBOURS).parallel().mapToObj(n -> best(n, belonging)).toList();
    Fitted best = each.stream().min(Comparator.comparingDouble(Fitted::loss)).orElseThrow();
    return each.stream()
        .map(Fitted::sharing)
        .filter(one -> one.isAsGoodAs(best.sharing, belonging))
        .findFirst()
        .orElse(best.sharing);
  }

  /** Writes itself, for {@link #read}. */
  void write(DataOutputStream out) throws IOException {
    out.writeDouble(neighbours);
    out.writeDouble(temperature);
  }

  /** What was written. */
  static Sharing read(DataInputStream in) throws IOException {
    return new Sharing(in.readDouble(), in.readDouble());
  }

  /** A way to share, and how unlikely it makes the rails that are meant. */
  private record Fitted(Sharing sharing, double loss) {}

  /** The best temperature where the neighbours count that much. */
  private static Fitted best(double neighbours, List<Observation> belonging) {
    return IntStream.rangeClosed(0, TEMPERATURES)
        .mapToObj(i -> new Sharing(neighbours, temperature(i)))
        .map(sharing -> new Fitted(sharing, sharing.loss(belonging)))
        .min(Comparator.comparingDouble(fitted -> fitted.loss + fitted.sharing.belief()))
        .orElseThrow();
  }

  private double belief() {
    double off = StrictMath.log(temperature);
    return BELIEF * off * off;
  }

  private static double temperature(int i) {
    return LEAST_TEMPERATURE
        * StrictMath.pow(MOST_TEMPERATURE / LEAST_TEMPERATURE, (double) i / TEMPERATURES);
  }

  /** Whether it is worse by no more than a standard error of the difference. */
  private boolean isAsGoodAs(Sharing best, List<Observation> belonging) {
    double sum = 0;
    double squares = 0;
    for (Observation each : belonging) {
      double worse = each.weight() * (loss(each) - best.loss(each));
      sum += worse;
      squares += worse * worse;
    }
    int count = belonging.size();
    double variance = Math.max(0, squares - sum * sum / count) / Math.max(1, count - 1);
    return sum <= Math.sqrt(count * variance);
  }

  /** Weight of a score in the softmax; {@code top} is the greatest of any. */
  double weight(double score, double top) {
    return StrictMath.exp((score - top) / temperature);
  }

  private double loss(List<Observation> belonging) {
    double loss = 0;
    for (Observation each : belonging) {
      loss += each.weight() * loss(each);
    }
    return loss;
  }

  private double loss(Observation one) {
    return one.loss(neighbours, temperature);
  }
}
