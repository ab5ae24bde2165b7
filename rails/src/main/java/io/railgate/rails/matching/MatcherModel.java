package io.railgate.rails.matching;

import io.railgate.embeddings.Embedding;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is fitted to a rail set: its head and its calibration. Immutable; safe for many threads.
 *
 * @param background what confidence the background prompts reach
 */
record MatcherModel(
    Samples fitted, SoftmaxHead head, Calibration calibration, Threshold background) {

  /**
   * Below this, what is accepted is too often wrong. Less than even odds do: half of what does not
   * belong is as near to the set as can be in the calibration, and hardly anywhere else. Chosen by
   * examples/bicycles and its held-back messages.
   */
  private static final double LIKELY = 0.4;

  /** The rate for which {@link #LIKELY} holds; who states half of it asks for twice the odds. */
  private static final double USUAL_RATE = 0.05;

  /** Fits; the same to the last bit, on any number of cores. */
  static MatcherModel fit(FitData data, RailIndex index) {
    Samples samples = data.samples();
    SoftmaxHead head = SoftmaxHead.fit(samples, data.strangers(), 1, data.iterations());
    CrossFit.Seen seen = new CrossFit(data).observe();
    List<Observation> far =
        seen.background().isEmpty()
            ? strangers(data.background(), data, head, index)
            : seen.background();
    List<Observation> close = strangers(data.never(), data, head, index);
    Calibration calibration = Calibration.fit(seen.own(), far, close);
    double[] reached =
        far.stream().mapToDouble(each -> calibration.confidence(each, data.margin())).toArray();
    return new MatcherModel(samples, head, calibration, new Threshold(reached));
  }

  /** How many entries are of rails. */
  int samples() {
    return fitted.size();
  }

  /** How a message stands to the rails; {@code cosines} of it and each entry. */
  Standing standing(Embedding message, double[] cosines) {
    return standing(message, fitted, head, cosines);
  }

  /**
   * The least confidence that the stated share of the background prompts reaches. In a set from
   * which they lie far, that is next to nothing; then it is what is {@link #LIKELY} at that rate.
   *
   * @param rate in (0, 0.5]
   */
  double accept(double rate) {
    double odds = LIKELY / (1 - LIKELY) * USUAL_RATE / rate;
    return Math.max(background.at(rate), odds / (1 + odds));
  }

  private static Standing standing(
      Embedding message, Samples samples, SoftmaxHead head, double[] cosines) {
    return Standing.of(head.logits(message.toArray()), cosines, samples);
  }

  private static List<Observation> strangers(
      List<Embedding> messages, FitData data, SoftmaxHead head, RailIndex index) {
    return messages.stream()
        .map(each -> standing(each, data.samples(), head, index.cosines(each)))
        .map(
            standing ->
                IntStream.range(0, data.samples().rails)
                    .filter(rail -> data.start()[rail] && standing.has(rail))
                    .mapToObj(standing::signals)
                    .toList())
        .map(rails -> new Observation(rails, false, 1))
        .toList();
  }
}
