package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.railgate.embeddings.Embedding;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CosinesTest {

  private static final long SEED = Long.getLong("railgate.seed", 12);

  /** Not a multiple of anything that is taken at a time. */
  private static final int DIMENSION = 37;

  private final Random random = new Random(SEED);

  @Test
  void areThoseThatTheIndexTells() {
    List<Embedding> samples = unitVectors(101);
    List<Embedding> messages = unitVectors(131);

    List<double[]> all =
        Cosines.to(samples.stream().map(Embedding::toArray).toArray(float[][]::new))
            .each(messages.stream().map(Embedding::toArray).toList(), (i, cosines) -> cosines);

    assertThat(all).hasSameSizeAs(messages);
    try (RailIndex index = new RailIndex(samples)) {
      for (int i = 0; i < messages.size(); i++) {
        assertThat(all.get(i))
            .as("seed %d, message %d", SEED, i)
            .containsExactly(index.cosines(messages.get(i)), within(1e-6));
      }
    }
  }

  @Test
  void tellWhichMessageTheyAreOf() {
    List<Embedding> messages = unitVectors(70);
    Cosines cosines = Cosines.to(messages.stream().map(Embedding::toArray).toArray(float[][]::new));

    List<Integer> places =
        cosines.each(
            messages.stream().map(Embedding::toArray).toList(),
            (message, near) -> near[message] > 0.999 ? message : -1);

    assertThat(places).isEqualTo(IntStream.range(0, 70).boxed().toList());
  }

  private List<Embedding> unitVectors(int count) {
    return Stream.generate(this::unitVector).limit(count).toList();
  }

  private Embedding unitVector() {
    float[] direction = new float[DIMENSION];
    for (int d = 0; d < DIMENSION; d++) {
      direction[d] = (float) random.nextGaussian();
    }
    return Embedding.ofDirection(direction);
  }
}
