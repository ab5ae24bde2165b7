package io.railgate.rails.matching;

/** From logits to probabilities. */
final class Logistic {

  private Logistic() {}

  /** The probability whose logit is {@code x}. */
  static double of(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /**
   * {@code ln(1 + exp(x))}: how unlikely what has the logit {@code -x} is, as a negative logarithm.
   */
  static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
