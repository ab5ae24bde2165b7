package io.railgate.rails.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * How often the best rail is right where the confidence says how often it is. Over all utterances:
 * out of scope no rail is right, so it also depends on how many of them there are.
 *
 * @param bins ten of equal width, from confidence 0 to 1
 * @param expectedError expected calibration error: the mean distance of confidence and share right,
 *     weighted by the utterances in a bin (Naeini et al., 2015), in [0, 1]
 */
public record Reliability(List<Bin> bins, double expectedError) {

  private static final int BINS = 10;

  /**
   * Utterances of about the same confidence.
   *
   * @param confidence their mean; 0 if there are none
   * @param right for how many of them the right rail is ranked first
   */
  public record Bin(double from, double to, int count, double confidence, int right) {

    /** Share for which the right rail is ranked first; 0 if there are none. */
    public double shareRight() {
      return count == 0 ? 0 : (double) right / count;
    }
  }

  public Reliability {
    bins = List.copyOf(bins);
  }

  static Reliability of(List<Judged> judged) {
    List<Bin> bins = new ArrayList<>();
    double error = 0;
    for (int number = 0; number < BINS; number++) {
      int wanted = number;
      List<Judged> in = judged.stream().filter(each -> bin(each) == wanted).toList();
      double confidence = in.stream().mapToDouble(Judged::confidence).average().orElse(0);
      int right = (int) in.stream().filter(Judged::rankedFirst).count();
      Bin bin =
          new Bin(
              number / (double) BINS, (number + 1) / (double) BINS, in.size(), confidence, right);
      error += Math.abs(bin.shareRight() - confidence) * in.size() / judged.size();
      bins.add(bin);
    }
    return new Reliability(bins, error);
  }

  private static int bin(Judged judged) {
    return Math.min(BINS - 1, (int) (judged.confidence() * BINS));
  }
}
