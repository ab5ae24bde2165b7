package io.railgate.rails.matching;

import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.EncoderModel;
import io.railgate.rails.set.MatchingSettings.Acceptance;
import java.util.Map;

/**
 * From cosines to confidence. A cosine means something else with every encoder; these constants are
 * fitted for each built-in one on the public intent set CLINC150 (train-10, valid and out-of-scope
 * splits), as CalibrationBenchmark beside the tests prints them:
 *
 * <pre>
 * mvn test -pl rails -am -Dtest=CalibrationBenchmark -Dsurefire.failIfNoSpecifiedTests=false -Dintents=FOLDER
 * </pre>
 *
 * @param slope of the logistic curve from the nearest example's cosine to the probability that a
 *     message belongs to any rail (Platt 1999)
 * @param middle the cosine at which that is one half
 * @param temperature of the softmax that shares it among the rails (Guo et al. 2017)
 * @param strangers logit of the confidence that half of the out-of-scope messages reach
 * @param spread of those logits, as the scale of a logistic distribution
 */
record Calibration(
    double slope, double middle, double temperature, double strangers, double spread) {

  private static final Map<String, Calibration> BY_DIGEST =
      Map.of(
          BuiltInModels.BGE_SMALL_EN_V15_Q.digest(),
              new Calibration(36.5, 0.755, 0.0176, -4.10, 1.30),
          BuiltInModels.ALL_MINILM_L6_V2_Q.digest(),
              new Calibration(18.4, 0.499, 0.0405, -3.86, 1.28));

  /** For encoders that were not measured: strict, since a refusal is the smaller harm. */
  private static final Calibration UNMEASURED = new Calibration(36.5, 0.92, 0.0176, -4.10, 1.30);

  static Calibration of(EncoderModel model) {
    return BY_DIGEST.getOrDefault(model.digest(), UNMEASURED);
  }

  /** Probability that a message belongs to a rail, by its nearest example alone. */
  double belongs(double cosine) {
    return 1 / (1 + Math.exp(-slope * (cosine - middle)));
  }

  /** Weight of a rail in the softmax; {@code best} is the greatest cosine of any. */
  double weight(double cosine, double best) {
    return Math.exp((cosine - best) / temperature);
  }

  /** The least confidence of a match. */
  double least(Acceptance acceptance) {
    return switch (acceptance) {
      case Acceptance.Confidence(double least) -> least;
      case Acceptance.FalseAccepts(double rate) ->
          1 / (1 + Math.exp(-(strangers + spread * Math.log((1 - rate) / rate))));
    };
  }
}
