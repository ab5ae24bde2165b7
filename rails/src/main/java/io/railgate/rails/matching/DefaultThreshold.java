package io.railgate.rails.matching;

import java.util.Map;

/**
 * The least cosine of a match where a set does not say; raw cosines differ between encoders. It is
 * the lowest, in steps of 0.01 or 0.05, that lets at most 5 % of CLINC150's out-of-scope messages
 * (valid split, rails of 10 examples) match anything, as ThresholdBenchmark beside the tests
 * prints:
 *
 * <pre>
 * mvn test -pl rails -am -Dtest=ThresholdBenchmark -Dsurefire.failIfNoSpecifiedTests=false -Dintents=FOLDER
 * </pre>
 */
public final class DefaultThreshold {

  private static final Map<String, Double> BY_ENCODER =
      Map.of("bge-small-en-v1.5-q", 0.80, "all-MiniLM-L6-v2-q", 0.60);

  /** For encoders that were not measured: high, since a refusal is the smaller harm. */
  private static final double UNMEASURED = 0.90;

  private DefaultThreshold() {}

  /** The threshold for the encoder of this name. */
  public static double of(String encoder) {
    return BY_ENCODER.getOrDefault(encoder, UNMEASURED);
  }
}
