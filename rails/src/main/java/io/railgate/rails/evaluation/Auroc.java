package io.railgate.rails.evaluation;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Area under the ROC curve: the probability that a score of the one kind, drawn at random, is above
 * one of the other, equal scores counting half (the Mann-Whitney statistic).
 */
final class Auroc {

  private Auroc() {}

  /** In [0, 1]; empty if there is no score of a kind. */
  static OptionalDouble of(double[] above, double[] below) {
    if (above.length == 0 || below.length == 0) {
      return OptionalDouble.empty();
    }
    double[] sorted = below.clone();
    Arrays.sort(sorted);
    double won = 0;
    for (double score : above) {
      won += (countBelow(sorted, score, false) + countBelow(sorted, score, true)) / 2.0;
    }
    return OptionalDouble.of(won / above.length / below.length);
  }

  /** How many of {@code sorted} are less than {@code score}, or also equal to it. */
  private static int countBelow(double[] sorted, double score, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < score || (orEqual && sorted[middle] == score)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
