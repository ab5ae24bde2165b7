package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.railgate.embeddings.Embedding;
import java.util.List;
import java.util.Random;
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

      double[] cosines = index.cosines(query);

      assertThat(cosines).hasSize(size);
      for (int i = 0; i < size; i++) {
        assertThat(cosines[i])
            .as("seed " + seed)
            .isCloseTo(all.get(i).cosine(query), within(FLOAT_ROUNDING));
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
        assertThat(index.cosines(all.get(ordinal))[ordinal]).isCloseTo(1, within(1e-5));
      }
    }
  }

  @Test
  void oppositesHaveACosineOfMinusOne() {
    Embedding east = Embedding.ofDirection(new float[] {1, 0});
    Embedding west = Embedding.ofDirection(new float[] {-1, 0});
    try (var index = new RailIndex(List.of(east))) {
      assertThat(index.cosines(west)).containsExactly(-1);
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
