package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.VectorCache;
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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rails are directions in a plane; the background lies opposite to them. */
class MatcherTest {

  private static final long SEED = Long.getLong("railgate.seed", 11);

  private static final Rail A = rail("a", OptionalDouble.empty());
  private static final Rail B = rail("b", OptionalDouble.empty());
  private static final Rail STRICT = rail("strict", OptionalDouble.of(0.9999));

  private static final List<Entry> NEAR_ZERO = entries(0, -9, -3, 3, 9);
  private static final List<Entry> NEAR_NINETY = entries(1, 81, 87, 93, 99);

  @Test
  void theRailWithTheExamplesAroundAMessageIsBestAndTheOtherRunnerUp() {
    try (Matcher matcher = matcher(List.of(A, B), NEAR_ZERO, NEAR_NINETY)) {
      Ranking ranking = matcher.rank(at(2), rail -> true);

      assertThat(ranking.best().orElseThrow().rail()).isEqualTo(A);
      assertThat(ranking.runnerUp().orElseThrow().rail()).isEqualTo(B);
      assertThat(ranking.best().orElseThrow().nearest().similarity())
          .isCloseTo(Math.cos(Math.toRadians(1)), within(1e-6));
      assertThat(ranking.nearest())
          .extracting(candidate -> candidate.example().text().source())
          .startsWith("3 degrees", "-3 degrees", "9 degrees", "-9 degrees");
      assertThat(matcher.decides(ranking)).isTrue();
    }
  }

  @Test
  void confidencesAddUpToOneAtMostAndTheMarginIsTheLead() {
    try (Matcher matcher = matcher(List.of(A, B), NEAR_ZERO, NEAR_NINETY)) {
      Ranking ranking = matcher.rank(at(40), rail -> true);

      double first = ranking.best().orElseThrow().confidence();
      double second = ranking.runnerUp().orElseThrow().confidence();
      assertThat(first + second).isLessThanOrEqualTo(1);
      assertThat(ranking.margin()).isEqualTo(first - second).isPositive();
    }
  }

  @Test
  void halfWayBetweenTwoRailsNothingIsDecided() {
    try (Matcher matcher =
        matcher(List.of(A, B), entries(0, -9, -3, 3, 9), entries(1, 11, 17, 23, 29))) {
      Ranking ranking = matcher.rank(at(10), rail -> true);

      assertThat(ranking.best().orElseThrow().alone()).isGreaterThan(0.9);
      assertThat(ranking.margin()).isLessThan(0.1);
      assertThat(matcher.decides(ranking)).isFalse();
    }
  }

  @Test
  void whatIsFarFromAllIsNotDecided() {
    try (Matcher matcher = matcher(List.of(A, B), NEAR_ZERO, NEAR_NINETY)) {
      assertThat(matcher.decides(matcher.rank(at(200), rail -> true))).isFalse();
    }
  }

  @Test
  void onlyCandidatesAreRanked() {
    try (Matcher matcher = matcher(List.of(A, B), NEAR_ZERO, NEAR_NINETY)) {
      Ranking ranking = matcher.rank(at(0), B::equals);

      assertThat(ranking.best().orElseThrow().rail()).isEqualTo(B);
      assertThat(ranking.runnerUp()).isEmpty();
      assertThat(ranking.nearest()).extracting(Candidate::rail).containsOnly(B);
      assertThat(matcher.rank(at(0), rail -> false).best()).isEmpty();
    }
  }

  @Test
  void aRailAloneCanBeMatchedAndRefused() {
    try (Matcher matcher = matcher(List.of(A), NEAR_ZERO)) {
      assertThat(matcher.decides(matcher.rank(at(1), rail -> true))).isTrue();
      assertThat(matcher.decides(matcher.rank(at(150), rail -> true))).isFalse();
    }
  }

  @Test
  void aLineUnderNeverStandsAgainstTheRails() {
    try (Matcher matcher = matcher(List.of(A), NEAR_ZERO, entries(Entry.NEVER, 60))) {
      assertThat(matcher.decides(matcher.rank(at(8), rail -> true))).isTrue();
      Ranking ranking = matcher.rank(at(59), rail -> true);
      assertThat(matcher.decides(ranking)).isFalse();
      assertThat(ranking.neverConfidence())
          .isGreaterThan(ranking.best().orElseThrow().confidence());
      assertThat(ranking.never().orElseThrow().text().source()).isEqualTo("60 degrees");
    }
  }

  @Test
  void aRailMayWantMoreConfidenceThanTheSet() {
    try (Matcher matcher = matcher(List.of(STRICT, B), NEAR_ZERO, NEAR_NINETY)) {
      assertThat(matcher.accept(B)).isEqualTo(matcher.accept()).isEqualTo(0.5);
      assertThat(matcher.accept(STRICT)).isEqualTo(0.9999);
      assertThat(matcher.decides(matcher.rank(at(-2), rail -> true))).isFalse();
      assertThat(matcher.decides(matcher.rank(at(92), rail -> true))).isTrue();
    }
  }

  @Test
  void anAboutLineCountsAsOneMoreExample() {
    Entry about = new Entry(0, Example.of("about", Place.of("file")), at(45), true);
    try (Matcher without = matcher(List.of(A, B), NEAR_ZERO, NEAR_NINETY);
        Matcher with = matcher(List.of(A, B), NEAR_ZERO, NEAR_NINETY, List.of(about))) {
      assertThat(with.rank(at(45), rail -> true).best().orElseThrow().rail()).isEqualTo(A);
      assertThat(with.rank(at(45), rail -> true).best().orElseThrow().confidence())
          .isGreaterThan(without.rank(at(45), rail -> true).best().orElseThrow().confidence());
    }
  }

  @Test
  void whereStrangersLieFarTheThresholdFollowsTheStatedRate() {
    List<Embedding> far = IntStream.range(170, 190).mapToObj(MatcherTest::at).toList();
    for (double[] each : new double[][] {{0.05, 0.4}, {0.01, 0.769}, {0.2, 0.143}}) {
      var settings = new MatchingSettings(new Acceptance.FalseAccepts(each[0]), 0.1);
      try (Matcher matcher = matcher(List.of(A), NEAR_ZERO, far, settings)) {
        assertThat(matcher.accept()).isCloseTo(each[1], within(0.001));
      }
    }
  }

  @Test
  void aboutTheStatedShareOfStrangersIsAccepted() {
    Random random = new Random(SEED);
    List<Embedding> background = directions(random, 800);
    List<Entry> entries = new ArrayList<>(entries(0, directions(random, 6)));
    entries.addAll(entries(1, directions(random, 6)));
    var settings = new MatchingSettings(new Acceptance.FalseAccepts(0.3), 0);
    try (Matcher matcher = matcher(List.of(A, B), entries, background, settings)) {
      List<Embedding> strangers = directions(random, 800);
      double accepted =
          strangers.stream()
              .filter(stranger -> matcher.decides(matcher.rank(stranger, rail -> true)))
              .count();

      assertThat(accepted / 800).as("seed %d", SEED).isBetween(0.1, 0.6);
    }
  }

  @Test
  void fitsAlikeEachTime() {
    try (Matcher one = matcher(List.of(A, B), NEAR_ZERO, NEAR_NINETY);
        Matcher other = matcher(List.of(A, B), NEAR_ZERO, NEAR_NINETY)) {
      for (int degrees = 0; degrees < 360; degrees += 7) {
        assertThat(one.rank(at(degrees), rail -> true))
            .isEqualTo(other.rank(at(degrees), rail -> true));
      }
    }
  }

  @Test
  void theRuleTellsWhatAMatcherIsMadeBy() {
    try (Matcher matcher = matcher(List.of(A), NEAR_ZERO)) {
      assertThat(matcher.rule())
          .contains(Matcher.VERSION, Background.prompts().getFirst(), "least=0.5", "margin=0.1");
    }
  }

  @SafeVarargs
  private static Matcher matcher(List<Rail> rails, List<Entry>... entries) {
    List<Entry> all = new ArrayList<>();
    for (List<Entry> each : entries) {
      all.addAll(each);
    }
    return matcher(
        rails,
        all,
        IntStream.range(120, 250).mapToObj(MatcherTest::at).toList(),
        new MatchingSettings(new Acceptance.Confidence(0.5), 0.1));
  }

  private static Matcher matcher(
      List<Rail> rails, List<Entry> all, List<Embedding> background, MatchingSettings settings) {
    return new Matcher(rails, all, background, settings, VectorCache.none().results());
  }

  private static List<Entry> entries(int rail, int... degrees) {
    return IntStream.of(degrees)
        .mapToObj(each -> Entry.of(rail, Example.of(each + " degrees", Place.of("file")), at(each)))
        .toList();
  }

  private static List<Entry> entries(int rail, List<Embedding> vectors) {
    return vectors.stream()
        .map(each -> Entry.of(rail, Example.of(each.toString(), Place.of("file")), each))
        .toList();
  }

  /** Directions anywhere in a space of six dimensions. */
  private static List<Embedding> directions(Random random, int count) {
    return Stream.generate(() -> Embedding.ofDirection(gaussian(random))).limit(count).toList();
  }

  private static float[] gaussian(Random random) {
    float[] components = new float[6];
    for (int d = 0; d < components.length; d++) {
      components[d] = (float) random.nextGaussian();
    }
    return components;
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
