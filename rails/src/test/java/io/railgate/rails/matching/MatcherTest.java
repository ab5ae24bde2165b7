package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.Embedding;
import io.railgate.rails.matching.Matcher.Entry;
import io.railgate.rails.set.After;
import io.railgate.rails.set.Case;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.MatchingSettings;
import io.railgate.rails.set.MatchingSettings.Acceptance;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.Template;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MatcherTest {

  private static final Rail A = rail("a", OptionalDouble.empty());
  private static final Rail B = rail("b", OptionalDouble.empty());
  private static final Rail STRICT = rail("strict", OptionalDouble.of(0.9999));

  @Test
  void theNearestRailIsBestAndTheOtherRunnerUp() {
    try (Matcher matcher = matcher(List.of(A, B), entry(0, 0), entry(0, 40), entry(1, 60))) {
      Ranking ranking = matcher.rank(at(2), rail -> true);

      assertThat(ranking.best().orElseThrow().rail()).isEqualTo(A);
      assertThat(ranking.runnerUp().orElseThrow().rail()).isEqualTo(B);
      assertThat(ranking.best().orElseThrow().nearest().similarity())
          .isCloseTo(Math.cos(Math.toRadians(2)), within(1e-6));
      assertThat(ranking.nearest()).extracting(Candidate::rail).containsExactly(A, A, B);
      assertThat(matcher.decides(ranking)).isTrue();
    }
  }

  @Test
  void confidencesAddUpToOneAtMostAndTheMarginIsTheLead() {
    try (Matcher matcher = matcher(List.of(A, B), entry(0, 0), entry(1, 10))) {
      Ranking ranking = matcher.rank(at(4), rail -> true);

      double first = ranking.best().orElseThrow().confidence();
      double second = ranking.runnerUp().orElseThrow().confidence();
      assertThat(first + second).isLessThanOrEqualTo(1);
      assertThat(ranking.margin()).isEqualTo(first - second).isPositive();
    }
  }

  @Test
  void halfWayBetweenTwoRailsNothingIsDecided() {
    try (Matcher matcher = matcher(List.of(A, B), entry(0, 0), entry(1, 10))) {
      Ranking ranking = matcher.rank(at(5), rail -> true);

      assertThat(ranking.best().orElseThrow().alone()).isGreaterThan(0.9);
      assertThat(ranking.margin()).isCloseTo(0, within(0.01));
      assertThat(matcher.decides(ranking)).isFalse();
    }
  }

  @Test
  void whatIsFarFromAllIsNotDecided() {
    try (Matcher matcher = matcher(List.of(A, B), entry(0, 0), entry(1, 90))) {
      assertThat(matcher.decides(matcher.rank(at(-60), rail -> true))).isFalse();
    }
  }

  @Test
  void onlyCandidatesAreRanked() {
    try (Matcher matcher = matcher(List.of(A, B), entry(0, 0), entry(1, 20))) {
      Ranking ranking = matcher.rank(at(0), B::equals);

      assertThat(ranking.best().orElseThrow().rail()).isEqualTo(B);
      assertThat(ranking.runnerUp()).isEmpty();
      assertThat(ranking.nearest()).extracting(Candidate::rail).containsExactly(B);
      assertThat(matcher.rank(at(0), rail -> false).best()).isEmpty();
    }
  }

  @Test
  void aLineUnderNeverStandsAgainstTheRails() {
    try (Matcher matcher = matcher(List.of(A), entry(0, 0), entry(Entry.NEVER, 20))) {
      assertThat(matcher.decides(matcher.rank(at(2), rail -> true))).isTrue();
      assertThat(matcher.decides(matcher.rank(at(10), rail -> true))).as("half way").isFalse();
      Ranking ranking = matcher.rank(at(19), rail -> true);
      assertThat(matcher.decides(ranking)).isFalse();
      assertThat(ranking.neverConfidence()).isGreaterThan(0.9);
      assertThat(ranking.never().orElseThrow().text().source()).isEqualTo("20 degrees");
    }
  }

  @Test
  void aRailMayWantMoreConfidenceThanTheSet() {
    try (Matcher matcher = matcher(List.of(STRICT, B), entry(0, 0), entry(1, 90))) {
      assertThat(matcher.accept(B)).isEqualTo(matcher.accept()).isEqualTo(0.5);
      assertThat(matcher.accept(STRICT)).isEqualTo(0.9999);
      assertThat(matcher.decides(matcher.rank(at(20), rail -> true))).isFalse();
      assertThat(matcher.decides(matcher.rank(at(70), rail -> true))).isTrue();
    }
  }

  @Test
  void theRuleTellsTheThresholds() {
    try (Matcher matcher = matcher(List.of(A), entry(0, 0))) {
      assertThat(matcher.rule()).contains(Matcher.VERSION, "slope=36.5").endsWith(" 0.5 0.1");
    }
  }

  private static Matcher matcher(List<Rail> rails, Entry... entries) {
    return new Matcher(
        rails,
        List.of(entries),
        BuiltInModels.BGE_SMALL_EN_V15_Q,
        new MatchingSettings(new Acceptance.Confidence(0.5), 0.1));
  }

  private static Entry entry(int rail, int degrees) {
    return new Entry(rail, Example.of(degrees + " degrees", Place.of("file")), at(degrees));
  }

  /** A direction in the plane. */
  private static Embedding at(double degrees) {
    double angle = Math.toRadians(degrees);
    return Embedding.ofDirection(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)});
  }

  private static Rail rail(String name, OptionalDouble accept) {
    Place place = Place.of("file");
    return new Rail(
        new RailId("group", name),
        "",
        List.of(Example.of(name, place)),
        List.of(),
        List.of(new Case(After.ANYTHING, new Outcome.Reply(Template.words(name)), place)),
        accept,
        place);
  }
}
