package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.railgate.embeddings.Embedding;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RailIndexTest {

  private static final double FLOAT_ROUNDING = 1e-6;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 500, 5_000})
  void agreesWithComparingEveryVector(int size) {
    long seed = Long.getLong("railgate.seed", 20_240_817L);
    Random random = new Random(seed);
    List<Embedding> all = Stream.generate(() -> random(random)).limit(size).toList();
    Embedding query = random(random);
    try (var index = new RailIndex(all)) {

      List<RailIndex.Neighbour> found = index.nearest(query, 10);

      List<Integer> expected =
          IntStream.range(0, size)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -all.get(i).cosine(query)))
              .limit(10)
              .toList();
      assertThat(found)
          .as("seed " + seed)
          .extracting(RailIndex.Neighbour::ordinal)
          .containsExactlyElementsOf(expected);
      for (RailIndex.Neighbour neighbour : found) {
        assertThat(neighbour.cosine())
            .isCloseTo(all.get(neighbour.ordinal()).cosine(query), within(FLOAT_ROUNDING));
      }
    }
  }

  /** As many as made Lucene merge its segments in another order than that of writing. */
  @Test
  void knowsEachVectorByItsPlaceHoweverManyThereAre() {
    Random random = new Random(7);
    List<Embedding> all = Stream.generate(() -> random(random)).limit(100_000).toList();
    try (var index = new RailIndex(all)) {
      for (int ordinal = 0; ordinal < all.size(); ordinal += 9_999) {
        assertThat(index.nearest(all.get(ordinal), 1).getFirst().ordinal()).isEqualTo(ordinal);
      }
    }
  }

  @Test
  void ofEqualsTheFirstComesFirst() {
    Embedding same = Embedding.ofDirection(new float[] {1, 2, 3});
    try (var index = new RailIndex(List.of(same, same, same))) {
      assertThat(index.nearest(same, 2))
          .extracting(RailIndex.Neighbour::ordinal)
          .containsExactly(0, 1);
    }
  }

  @Test
  void oppositesHaveACosineOfMinusOne() {
    Embedding east = Embedding.ofDirection(new float[] {1, 0});
    Embedding west = Embedding.ofDirection(new float[] {-1, 0});
    try (var index = new RailIndex(List.of(east))) {
      assertThat(index.nearest(west, 1).getFirst().cosine()).isEqualTo(-1);
    }
  }

  private static Embedding random(Random random) {
    float[] raw = new float[384];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (float) random.nextGaussian();
    }
    return Embedding.ofDirection(raw);
  }
}
