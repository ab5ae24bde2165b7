package io.railgate.rails.matching;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The confidence that a stated share of the background prompts reaches. Where fewer than {@link
 * #FEWEST} prompts lie above, their logits are taken to thin out exponentially, as the tails of
 * most distributions do (Pickands 1975).
 */
final class Threshold {

  /** So many prompts must lie above a threshold that is read off. */
  private static final int FEWEST = 5;

  /** The part of the prompts by which it is told how fast the tail thins out. */
  private static final double TAIL = 0.05;

  /** Confidences are kept this far from 0 and 1. */
  private static final double EDGE = 1e-9;

  private final double[] falling;

  /**
   * Takes confidences.
   *
   * @param confidences of background prompts, at least one; 0 for what would not match anyway
   */
  Threshold(double[] confidences) {
    double[] rising = confidences.clone();
    Arrays.sort(rising);
    falling = new double[rising.length];
    for (int i = 0; i < rising.length; i++) {
      falling[i] = rising[rising.length - 1 - i];
    }
  }

  /** Writes itself, for {@link #read}. */
  void write(DataOutputStream out) throws IOException {
    out.writeInt(falling.length);
    for (double confidence : falling) {
      out.writeDouble(confidence);
    }
  }

  /** The threshold that was written. */
  static Threshold read(DataInputStream in) throws IOException {
    double[] confidences = new double[in.readInt()];
    for (int i = 0; i < confidences.length; i++) {
      confidences[i] = in.readDouble();
    }
    return new Threshold(confidences);
  }

  /**
   * The least confidence of a match, in (0, 1).
   *
   * @param rate of background prompts that reach it, in (0, 0.5]
   */
  double at(double rate) {
    double above = rate * falling.length;
    if (above >= FEWEST) {
      return between(falling[(int) above - 1], falling[(int) above]);
    }
    int tail = Math.max(FEWEST, (int) (TAIL * falling.length));
    if (tail >= falling.length) {
      return 1 - EDGE;
    }
    double start = logit(falling[tail]);
    double mean = 0;
    for (int i = 0; i < tail; i++) {
      mean += (logit(falling[i]) - start) / tail;
    }
    return Logistic.of(start + mean * StrictMath.log(tail / above));
  }

  /** Half way, so that the first passes and the second does not, unless they are equal. */
  private static double between(double first, double second) {
    return Math.clamp((first + second) / 2, EDGE, 1 - EDGE);
  }

  private static double logit(double confidence) {
    double inside = Math.clamp(confidence, EDGE, 1 - EDGE);
    return StrictMath.log(inside / (1 - inside));
  }
}
