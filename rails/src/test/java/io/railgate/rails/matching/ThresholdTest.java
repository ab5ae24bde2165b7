package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThresholdTest {

  /** 0.001 to 1 in steps of 0.001, in another order. */
  private static final double[] EVEN =
      IntStream.range(0, 1000).mapToDouble(i -> (i * 617 % 1000 + 1) / 1000.0).toArray();

  @Test
  void theStatedShareLiesAbove() {
    Threshold threshold = new Threshold(EVEN);

    for (double rate : new double[] {0.005, 0.01, 0.05, 0.2, 0.5}) {
      double at = threshold.at(rate);
      assertThat(DoubleStream.of(EVEN).filter(each -> each >= at).count())
          .isEqualTo(Math.round(rate * 1000));
    }
  }

  @Test
  void whereFewPromptsAreLeftTheTailIsContinued() {
    // Given logits that thin out exponentially: at p the logit is -ln(p)
    double[] tail =
        IntStream.rangeClosed(1, 1000)
            .mapToDouble(i -> Logistic.of(-Math.log((i - 0.5) / 1000)))
            .toArray();

    Threshold threshold = new Threshold(tail);

    double logit = -Math.log(0.001);
    double found = threshold.at(0.001);
    assertThat(Math.log(found / (1 - found))).isCloseTo(logit, within(0.5));
    assertThat(threshold.at(0.0001)).isGreaterThan(threshold.at(0.001)).isLessThan(1);
    assertThat(threshold.at(0.001)).isGreaterThan(threshold.at(0.01));
  }

  @Test
  void equalConfidencesDoNotPassTogether() {
    double[] equal = DoubleStream.generate(() -> 0.3).limit(100).toArray();

    assertThat(new Threshold(equal).at(0.05)).isGreaterThanOrEqualTo(0.3);
  }

  @Test
  void isStrictWithHardlyAnyPrompt() {
    assertThat(new Threshold(new double[] {0.2, 0.1}).at(0.01)).isGreaterThan(0.999);
  }
}
