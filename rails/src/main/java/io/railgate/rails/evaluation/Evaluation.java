package io.railgate.rails.evaluation;

import io.railgate.rails.set.RailId;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a rail set made of labelled utterances.
 *
 * @param rails of the set, in its order
 * @param setDigest digest of the rail set, in hex
 * @param accept least confidence at which a rail matches, where it does not say itself
 * @param margin least lead in confidence at which a rail matches
 * @param judged the utterances in the order given
 */
public record Evaluation(
    List<RailId> rails, String setDigest, double accept, double margin, List<Judged> judged) {

  public Evaluation {
    rails = List.copyOf(rails);
    judged = List.copyOf(judged);
  }

  public Tally tally() {
    return Tally.of(judged);
  }

  /** The utterances with these results: result by result, and each in the order given. */
  public List<Judged> with(Result... results) {
    return Arrays.stream(results)
        .flatMap(result -> judged.stream().filter(each -> each.result() == result))
        .toList();
  }

  /** Which rails were taken for which. */
  public Confusion confusion() {
    return Confusion.of(rails, judged);
  }

  /** The pairs of rails that are mixed up most, by the ranking alone; most frequent first. */
  public List<MixUp> mixUps() {
    return MixUp.of(rails, judged);
  }

  /** What other thresholds would do. */
  public ThresholdCurve thresholdCurve() {
    return ThresholdCurve.of(judged, accept);
  }

  /** Whether the confidence is what it says: the probability that the best rail is right. */
  public Reliability reliability() {
    return Reliability.of(judged);
  }

  /**
   * Area under the ROC curve of the confidence, in [0, 1]: how well it tells what is in scope from
   * what is not. Empty if there is only one of both.
   */
  public OptionalDouble auroc() {
    return Auroc.of(confidences(true), confidences(false));
  }

  /** The confidences of all that is in scope, or of all that is not. */
  public double[] confidences(boolean inScope) {
    return judged.stream()
        .filter(each -> each.labelled().inScope() == inScope)
        .mapToDouble(Judged::confidence)
        .toArray();
  }
}
