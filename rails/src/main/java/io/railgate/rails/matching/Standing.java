package io.railgate.rails.matching;

import java.util.Arrays;

/** How a message stands to each rail of a set. The arrays have the shape [rails]. */
final class Standing {

  /**
   * Temperature at which the cosines of a rail's examples are pooled: the nearest count most. On
   * the validation splits of BANKING77 and CLINC150 0.01 to 0.03 were alike with the default
   * encoder, and 0.01 best with MiniLM, whose cosines lie farther apart.
   */
  private static final double TEMPERATURE = 0.01;

  /** Added to what is pooled, so that what is far from all has a logarithm. */
  private static final double LEAST = 1e-24;

  /** From here on an example is too far to add to what is pooled. */
  private static final double FARTHEST = 1 + TEMPERATURE * StrictMath.log(LEAST / 100);

  /** What the head says. */
  final double[] logits;

  /** How near the examples are as a whole: a soft maximum of their cosines, less 1. */
  final double[] pooled;

  /** The place of the nearest sample, or -1 where a rail has none that counts. */
  final int[] nearest;

  /** The cosine of that; -1 where there is none. */
  final double[] nearestCosine;

  private Standing(double[] logits, double[] pooled, int[] nearest, double[] nearestCosine) {
    this.logits = logits;
    this.pooled = pooled;
    this.nearest = nearest;
    this.nearestCosine = nearestCosine;
  }

  /**
   * Compares.
   *
   * @param logits of the head, shape [rails]
   * @param cosines of the message and each sample, shape [samples]; NaN where one is not to count
   */
  static Standing of(double[] logits, double[] cosines, Samples samples) {
    double[] pooled = new double[samples.rails];
    double[] total = new double[samples.rails];
    int[] nearest = new int[samples.rails];
    double[] nearestCosine = new double[samples.rails];
    Arrays.fill(nearest, -1);
    Arrays.fill(nearestCosine, -1);
    for (int i = 0; i < samples.size(); i++) {
      if (Double.isNaN(cosines[i])) {
        continue;
      }
      int rail = samples.rail[i];
      total[rail] += samples.weight[i];
      if (cosines[i] > FARTHEST) {
        pooled[rail] += samples.weight[i] * StrictMath.exp((cosines[i] - 1) / TEMPERATURE);
      }
      if (nearest[rail] < 0 || cosines[i] > nearestCosine[rail]) {
        nearest[rail] = i;
        nearestCosine[rail] = cosines[i];
      }
    }
    for (int r = 0; r < pooled.length; r++) {
      double mean = total[r] > 0 ? pooled[r] / total[r] : 0;
      pooled[r] = TEMPERATURE * StrictMath.log(mean + LEAST);
    }
    return new Standing(logits, pooled, nearest, nearestCosine);
  }

  /** Whether a sample of the rail counts. */
  boolean has(int rail) {
    return nearest[rail] >= 0;
  }

  Signals signals(int rail) {
    return new Signals(logits[rail], pooled[rail], nearestCosine[rail]);
  }
}
