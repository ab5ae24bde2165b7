package io.railgate.rails.matching;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The probability that a message belongs to the set, by logistic regression on its signals (Platt
 * 1999), with messages that belong and messages that do not counted as equally many. The signals
 * are measured in the spread that they have over the background prompts, so that neither encoder
 * nor number of rails matters to the penalty, which draws to {@link #LOGIT} and {@link #NEAREST}
 * where a set has few examples.
 *
 * @param logitMiddle mean of the head's logits over the background prompts
 * @param logitSpread their standard deviation
 * @param nearestMiddle mean of the nearest cosines over the background prompts
 * @param nearestSpread their standard deviation
 * @param logitWeight of a logit in such spreads
 * @param nearestWeight of a nearest cosine in such spreads
 * @param intercept of the logistic curve
 * @param most greatest probability that so many observations allow, in (0, 1)
 */
record Belonging(
    double logitMiddle,
    double logitSpread,
    double nearestMiddle,
    double nearestSpread,
    double logitWeight,
    double nearestWeight,
    double intercept,
    double most) {

  /**
   * Where a set tells little, nearness counts more than the head. Chosen by examples/bicycles and
   * its held-back messages; with hundreds of examples the set itself decides.
   */
  private static final double LOGIT = 0.5;

  private static final double NEAREST = 2;

  private static final double INTERCEPT = -4;

  /** How many examples it takes to draw the weights away from these. */
  private static final double STRENGTH = 10;

  private static final int ITERATIONS = 200;
  private static final double TOLERANCE = 1e-10;

  /**
   * Fits to observations.
   *
   * @param neighbours how much the examples count beside the head, which tells the best rail
   * @param background signals of prompts that belong to nothing, at least one
   */
  static Belonging fit(
      List<Observation> observations, double neighbours, List<Signals> background) {
    List<Signals> best = observations.stream().map(each -> each.best(neighbours)).toList();
    double logitMiddle = mean(background, Signals::logit);
    double nearestMiddle = mean(background, Signals::nearest);
    double logitSpread = spread(background, Signals::logit, logitMiddle);
    double nearestSpread = spread(background, Signals::nearest, nearestMiddle);
    Belonging start =
        new Belonging(
            logitMiddle,
            logitSpread,
            nearestMiddle,
            nearestSpread,
            LOGIT,
            NEAREST,
            INTERCEPT,
            1 - 1.0 / (observations.size() + 2));
    double[] found =
        Lbfgs.minimise(
            (point, gradient) -> start.loss(observations, best, point, gradient),
            new double[] {LOGIT, NEAREST, INTERCEPT},
            ITERATIONS,
            TOLERANCE);
    return new Belonging(
        logitMiddle,
        logitSpread,
        nearestMiddle,
        nearestSpread,
        found[0],
        found[1],
        found[2],
        start.most);
  }

  /** Writes itself, for {@link #read}. */
  void write(DataOutputStream out) throws IOException {
    out.writeDouble(logitMiddle);
    out.writeDouble(logitSpread);
    out.writeDouble(nearestMiddle);
    out.writeDouble(nearestSpread);
    out.writeDouble(logitWeight);
    out.writeDouble(nearestWeight);
    out.writeDouble(intercept);
    out.writeDouble(most);
  }

  /** What was written. */
  static Belonging read(DataInputStream in) throws IOException {
    return new Belonging(
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble());
  }

  /** In (0, 1); never surer than as many observations allow (Laplace's rule of succession). */
  double of(Signals signals) {
    double at = logitWeight * logit(signals) + nearestWeight * nearest(signals) + intercept;
    return Math.min(most, Logistic.of(at));
  }

  private double loss(
      List<Observation> observations, List<Signals> best, double[] point, double[] gradient) {
    double[] prior = {LOGIT, NEAREST, INTERCEPT};
    double loss = 0;
    for (int i = 0; i < point.length; i++) {
      // The intercept hangs on the number of rails: it is hardly drawn.
      double strength = i == 2 ? 0.01 : STRENGTH;
      double off = point[i] - prior[i];
      gradient[i] = strength * off;
      loss += strength * off * off / 2;
    }
    for (int n = 0; n < best.size(); n++) {
      Observation each = observations.get(n);
      double logit = logit(best.get(n));
      double nearest = nearest(best.get(n));
      double at = point[0] * logit + point[1] * nearest + point[2];
      double signed = each.belongs() ? at : -at;
      loss += each.weight() * Logistic.softplus(-signed);
      double slope = each.weight() * (each.belongs() ? -Logistic.of(-at) : Logistic.of(at));
      gradient[0] += slope * logit;
      gradient[1] += slope * nearest;
      gradient[2] += slope;
    }
    return loss;
  }

  private double logit(Signals signals) {
    return (signals.logit() - logitMiddle) / logitSpread;
  }

  private double nearest(Signals signals) {
    return (signals.nearest() - nearestMiddle) / nearestSpread;
  }

  private static double mean(List<Signals> signals, ToDoubleFunction<Signals> of) {
    return signals.stream().mapToDouble(of).sum() / signals.size();
  }

  /** The standard deviation; never so small that rounding would count. */
  private static double spread(List<Signals> signals, ToDoubleFunction<Signals> of, double middle) {
    double squares =
        signals.stream().mapToDouble(of).map(value -> (value - middle) * (value - middle)).sum();
    return Math.max(1e-3, Math.sqrt(squares / signals.size()));
  }
}
