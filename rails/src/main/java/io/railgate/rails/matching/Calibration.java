package io.railgate.rails.matching;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * From signals to confidence, for one rail set: how likely it is that a message belongs to it at
 * all, and how that is shared among its rails.
 */
record Calibration(Sharing sharing, Belonging belonging) {

  /**
   * The part of what does not belong that strangers make up; the rest is the background. With more
   * of them, intents of CLINC150 that were left out are told better (AUROC 0.934, 0.936, 0.936 at
   * 0.3, 0.5, 0.7), and its out-of-scope validation messages worse (0.9906, 0.9903, 0.9900).
   */
  private static final double STRANGERS = 0.5;

  /**
   * How much nearer, in the spread of the background's nearest cosines, a line under {@code never}
   * must be than an example to be e times as likely.
   */
  private static final double NEVER = 3;

  /**
   * Fits.
   *
   * @param own from {@link CrossFit}
   * @param background observations of the background prompts, at least one
   * @param never observations of the lines under {@code never}
   */
  static Calibration fit(
      List<Observation> own, List<Observation> background, List<Observation> never) {
    Sharing sharing = Sharing.fit(own);
    List<Signals> far = background.stream().map(each -> each.best(sharing.neighbours())).toList();
    List<Observation> balanced = balanced(own, Stream.concat(background.stream(), never.stream()));
    return new Calibration(sharing, Belonging.fit(balanced, sharing.neighbours(), far));
  }

  /** Writes itself, for {@link #read}. */
  void write(DataOutputStream out) throws IOException {
    sharing.write(out);
    belonging.write(out);
  }

  /** The calibration that was written. */
  static Calibration read(DataInputStream in) throws IOException {
    return new Calibration(Sharing.read(in), Belonging.read(in));
  }

  /**
   * The confidence that an observed message would have had in its best rail; 0 if its lead over the
   * next would have been too small.
   *
   * @param margin least lead
   */
  double confidence(Observation stranger, double margin) {
    double[] scores =
        stranger.rails().stream().mapToDouble(each -> each.score(sharing.neighbours())).toArray();
    Arrays.sort(scores);
    if (scores.length == 0) {
      return 0;
    }
    double top = scores[scores.length - 1];
    double total = 0;
    for (double score : scores) {
      total += sharing.weight(score, top);
    }
    double sure = belonging.of(stranger.best(sharing.neighbours())) / total;
    double next = scores.length < 2 ? 0 : sure * sharing.weight(scores[scores.length - 2], top);
    return sure - next >= margin ? sure : 0;
  }

  /**
   * By how much a line under {@code never} exceeds the score of the best rail.
   *
   * @param nearer cosine of the line less that of the rail's nearest example
   */
  double neverLead(double nearer) {
    return sharing.temperature() * NEVER * nearer / belonging.nearestSpread();
  }

  /**
   * What belongs counts as much as what does not. With the background alone, a message that shares
   * its subject with the set but means none of its rails would be taken for one that belongs.
   */
  private static List<Observation> balanced(List<Observation> own, Stream<Observation> prompts) {
    double belonging = weight(own, true);
    double strangers = weight(own, false);
    double close = strangers > 0 ? STRANGERS * belonging : 0;
    List<Observation> far = prompts.toList();
    List<Observation> all = new ArrayList<>();
    for (Observation one : own) {
      all.add(one.belongs() ? one : weighed(one, one.weight() * close / strangers));
    }
    for (Observation one : far) {
      all.add(weighed(one, (belonging - close) / far.size()));
    }
    return all;
  }

  private static Observation weighed(Observation one, double weight) {
    return new Observation(one.rails(), one.belongs(), weight);
  }

  private static double weight(List<Observation> own, boolean belongs) {
    return own.stream()
        .filter(each -> each.belongs() == belongs)
        .mapToDouble(Observation::weight)
        .sum();
  }
}
