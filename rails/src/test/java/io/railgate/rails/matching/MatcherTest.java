package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.railgate.embeddings.Embedding;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MatcherTest {

  private static final Embedding EAST = Embedding.ofDirection(new float[] {1, 0});
  private static final Embedding NORTH = Embedding.ofDirection(new float[] {0, 1});
  private static final List<Rail> RAILS = List.of(rail("a", "a1", "a2", "a3"), rail("b", "b1"));

  @Test
  void aCosineOfTheThresholdMatchesAndOneBelowDoesNot() {
    try (var matcher = new Matcher(RAILS, List.of(EAST, EAST, EAST, NORTH), 0.8)) {
      assertThat(matcher.matches(new Candidate(RAILS.get(0), example("a1"), 0.8))).isTrue();
      assertThat(matcher.matches(new Candidate(RAILS.get(0), example("a1"), Math.nextDown(0.8))))
          .isFalse();
    }
  }

  @Test
  void anotherRailIsAmongTheNearestHoweverManyExamplesTheFirstHas() {
    try (var matcher = new Matcher(RAILS, List.of(EAST, EAST, EAST, NORTH), 0.8)) {
      assertThat(matcher.nearest(EAST))
          .extracting(candidate -> candidate.example().text())
          .containsExactly("a1", "a2", "a3", "b1");
    }
  }

  @Test
  void eachExampleNeedsItsVector() {
    assertThatThrownBy(() -> new Matcher(RAILS, List.of(EAST), 0.8))
        .hasMessage("4 examples, but 1 vectors");
  }

  @Test
  void theThresholdsAreThoseThatWereMeasured() {
    assertThat(DefaultThreshold.of("bge-small-en-v1.5-q")).isEqualTo(0.80);
    assertThat(DefaultThreshold.of("all-MiniLM-L6-v2-q")).isEqualTo(0.60);
    assertThat(DefaultThreshold.of("another")).isEqualTo(0.90);
  }

  private static Rail rail(String name, String... examples) {
    return new Rail(
        new RailId("group", name),
        "",
        Stream.of(examples).map(MatcherTest::example).toList(),
        new Outcome.Reply(name),
        Place.of("file"));
  }

  private static Example example(String text) {
    return new Example(text, Place.of("file"));
  }
}
