package io.railgate.rails.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.railgate.rails.engine.Decision.Cause;
import io.railgate.rails.evaluation.Confusion.Cell;
import io.railgate.rails.evaluation.Confusion.Got;
import io.railgate.rails.evaluation.Reliability.Bin;
import io.railgate.rails.evaluation.ThresholdCurve.Point;
import io.railgate.rails.evaluation.Verdict.Accepted;
import io.railgate.rails.evaluation.Verdict.Clarified;
import io.railgate.rails.evaluation.Verdict.Refused;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.RailId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Ten verdicts made by hand, and figures computed by hand. */
class EvaluationTest {

  private static final RailId ONE = new RailId("a", "one");
  private static final RailId TWO = new RailId("a", "two");
  private static final RailId THREE = new RailId("a", "three");
  private static final Optional<RailId> NONE = Optional.empty();
  private static final Refused NOT_SURE = new Refused(new Cause.NothingMatched());

  private static final List<Judged> TEN =
      List.of(
          judged(Optional.of(ONE), new Accepted(ONE), true, ranked(ONE, 0.95)),
          judged(Optional.of(ONE), new Accepted(ONE), true, ranked(ONE, 0.62), ranked(TWO, 0.1)),
          judged(Optional.of(TWO), new Accepted(ONE), true, ranked(ONE, 0.71), ranked(TWO, 0.2)),
          judged(Optional.of(TWO), NOT_SURE, true, ranked(TWO, 0.44)),
          judged(
              Optional.of(TWO),
              new Clarified(List.of(ONE, TWO)),
              false,
              ranked(ONE, 0.35),
              ranked(TWO, 0.3)),
          judged(
              Optional.of(ONE),
              new Clarified(List.of(TWO, THREE)),
              false,
              ranked(TWO, 0.52),
              ranked(THREE, 0.46),
              ranked(ONE, 0.01)),
          judged(NONE, new Accepted(ONE), true, ranked(ONE, 0.55)),
          judged(NONE, NOT_SURE, true, ranked(TWO, 0.12)),
          judged(NONE, new Refused(new Cause.Unreadable()), false),
          judged(
              NONE, new Clarified(List.of(ONE, TWO)), false, ranked(ONE, 0.48), ranked(TWO, 0.47)));

  private final Evaluation evaluation =
      new Evaluation(List.of(ONE, TWO, THREE), "digest", 0.5, 0.1, TEN);

  @Test
  void countsEachResult() {
    Tally tally = evaluation.tally();

    assertThat(tally.of(Result.RIGHT_ACCEPT)).isEqualTo(2);
    assertThat(tally.of(Result.OTHER_RAIL)).isEqualTo(1);
    assertThat(tally.of(Result.OFFERED)).isEqualTo(1);
    assertThat(tally.of(Result.NOT_OFFERED)).isEqualTo(1);
    assertThat(tally.of(Result.WRONG_REFUSAL)).isEqualTo(1);
    assertThat(tally.of(Result.WRONG_ACCEPT)).isEqualTo(1);
    assertThat(tally.of(Result.CLARIFIED)).isEqualTo(1);
    assertThat(tally.of(Result.RIGHT_REFUSAL)).isEqualTo(2);
    assertThat(tally.inScope()).isEqualTo(6);
    assertThat(tally.outOfScope()).isEqualTo(4);
    assertThat(tally.rankedFirst()).isEqualTo(3);
    assertThat(tally.amongThree()).isEqualTo(6);
  }

  @Test
  void listsByResultFirst() {
    assertThat(evaluation.with(Result.WRONG_ACCEPT, Result.OTHER_RAIL))
        .containsExactly(TEN.get(6), TEN.get(2));
  }

  @Test
  void theCurveSaysWhatOtherThresholdsWouldAccept() {
    ThresholdCurve curve = evaluation.thresholdCurve();

    assertThat(curve.points()).hasSize(101);
    assertThat(curve.points())
        .contains(
            new Point(0.00, 3, 1, 2),
            new Point(0.12, 3, 1, 2),
            new Point(0.13, 3, 1, 1),
            new Point(0.44, 3, 1, 1),
            new Point(0.45, 2, 1, 1),
            new Point(0.55, 2, 1, 1),
            new Point(0.56, 2, 1, 0),
            new Point(0.63, 1, 1, 0),
            new Point(0.72, 1, 0, 0),
            new Point(1.00, 0, 0, 0));
    assertThat(curve.current()).isEqualTo(new Point(0.5, 2, 1, 1));
  }

  @Test
  void theCurveLeavesARailItsOwnThreshold() {
    Judged strict =
        judged(Optional.of(ONE), NOT_SURE, true, ranked(ONE, 0.8, OptionalDouble.of(0.9)));
    Judged lenient =
        judged(Optional.of(TWO), new Accepted(TWO), true, ranked(TWO, 0.2, OptionalDouble.of(0.1)));

    assertThat(ThresholdCurve.of(List.of(strict, lenient), 0.5).points())
        .allMatch(point -> point.rightAccepts() == 1);
  }

  @Test
  void aurocIsTheShareOfPairsInTheRightOrder() {
    assertThat(evaluation.auroc().orElseThrow()).isCloseTo(19 / 24.0, within(1e-12));
    assertThat(Auroc.of(new double[] {0.9, 0.8, 0.4}, new double[] {0.7, 0.4}).orElseThrow())
        .isCloseTo(4.5 / 6, within(1e-12));
    assertThat(Auroc.of(new double[] {0.5, 0.5}, new double[] {0.5})).hasValue(0.5);
    assertThat(Auroc.of(new double[] {0.1}, new double[] {0.2, 0.3})).hasValue(0);
    assertThat(Auroc.of(new double[0], new double[] {0.2})).isEmpty();
    assertThat(Auroc.of(new double[] {0.2}, new double[0])).isEmpty();
  }

  @Test
  void reliabilityComparesConfidenceAndShareRight() {
    Reliability reliability = evaluation.reliability();

    assertThat(reliability.bins()).hasSize(10);
    assertThat(reliability.bins())
        .extracting(Bin::count)
        .containsExactly(1, 1, 0, 1, 2, 2, 1, 1, 0, 1);
    Bin fifth = reliability.bins().get(4);
    assertThat(fifth.from()).isEqualTo(0.4);
    assertThat(fifth.to()).isEqualTo(0.5);
    assertThat(fifth.confidence()).isCloseTo(0.46, within(1e-12));
    assertThat(fifth.shareRight()).isEqualTo(0.5);
    assertThat(reliability.expectedError()).isCloseTo(0.276, within(1e-12));
  }

  @Test
  void fullConfidenceIsInTheLastBin() {
    Judged sure = judged(Optional.of(ONE), new Accepted(ONE), true, ranked(ONE, 1));

    assertThat(Reliability.of(List.of(sure)).bins().getLast()).isEqualTo(new Bin(0.9, 1, 1, 1, 1));
  }

  @Test
  void confusionIsInTheSetsOrder() {
    assertThat(evaluation.confusion().cells())
        .containsExactly(
            new Cell(Optional.of(ONE), new Got.Rail(ONE), 2),
            new Cell(Optional.of(ONE), new Got.Clarified(), 1),
            new Cell(Optional.of(TWO), new Got.Rail(ONE), 1),
            new Cell(Optional.of(TWO), new Got.Clarified(), 1),
            new Cell(Optional.of(TWO), new Got.Refused(), 1),
            new Cell(NONE, new Got.Rail(ONE), 1),
            new Cell(NONE, new Got.Clarified(), 1),
            new Cell(NONE, new Got.Refused(), 2));
  }

  @Test
  void mixUpsAreCountedByTheNearestRail() {
    assertThat(evaluation.mixUps())
        .containsExactly(
            new MixUp(TWO, ONE, 2, 1, TEN.get(2)), new MixUp(ONE, TWO, 1, 0, TEN.get(5)));
  }

  private static Judged judged(
      Optional<RailId> expected, Verdict verdict, boolean unopposed, Contender... foremost) {
    return new Judged(
        new Labelled("a text", expected, new Place("cases.csv", 2, 1)),
        verdict,
        List.of(foremost),
        unopposed);
  }

  private static Contender ranked(RailId rail, double confidence) {
    return ranked(rail, confidence, OptionalDouble.empty());
  }

  private static Contender ranked(RailId rail, double confidence, OptionalDouble accept) {
    return new Contender(
        rail, confidence, accept, Example.of("an example", new Place("a.yml", 3, 5)), 0.8);
  }
}
