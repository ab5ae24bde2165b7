package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.embeddings.Embedding;
import io.railgate.rails.matching.CrossFit.Seen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten rails with six examples and an about line each, around directions of their own. */
class CrossFitTest {

  private static final long SEED = Long.getLong("railgate.seed", 3);
  private static final int RAILS = 10;
  private static final int EXAMPLES = 6;
  private static final int DIMENSION = 24;
  private static final int PROMPTS = 47;

  private final Random random = new Random(SEED);

  @Test
  void eachExampleIsSeenOnceAsAStrangerAndOnceInPlaceUnlessItsRailIsLeftOutThen() {
    Seen seen = observe();

    long strangers = seen.own().stream().filter(each -> !each.belongs()).count();
    long inPlace = seen.own().stream().filter(Observation::belongs).count();
    assertThat(strangers).isEqualTo((long) RAILS * EXAMPLES);
    // In the fold that leaves out an example its rail is left out too where both numbers agree
    long both =
        IntStream.range(0, RAILS * EXAMPLES)
            .filter(i -> i / EXAMPLES % 5 == i % EXAMPLES % 5)
            .count();
    assertThat(inPlace).isEqualTo(RAILS * EXAMPLES - both);
  }

  @Test
  void eachPromptOfTheBackgroundIsSeenOnce() {
    assertThat(observe().background())
        .hasSize(PROMPTS)
        .allSatisfy(each -> assertThat(each.belongs()).isFalse())
        // a fifth of the rails is left out
        .allSatisfy(each -> assertThat(each.rails()).hasSize(RAILS - RAILS / 5));
  }

  @Test
  void whatIsSeenInPlaceIsNearerThanStrangersAndTheBackground() {
    Seen seen = observe();

    double inPlace = meanLogit(seen.own().stream().filter(Observation::belongs).toList());
    double strangers = meanLogit(seen.own().stream().filter(each -> !each.belongs()).toList());
    assertThat(inPlace).as("seed %d", SEED).isGreaterThan(strangers + 1);
    assertThat(inPlace).as("seed %d", SEED).isGreaterThan(meanLogit(seen.background()) + 1);
  }

  private static double meanLogit(List<Observation> observations) {
    return observations.stream().mapToDouble(each -> each.best(8).logit()).average().orElseThrow();
  }

  private Seen observe() {
    List<Embedding> vectors = new ArrayList<>();
    int[] rail = new int[RAILS * (EXAMPLES + 1)];
    int[] turn = new int[rail.length];
    float[] weight = new float[rail.length];
    Arrays.fill(weight, 1);
    for (int r = 0; r < RAILS; r++) {
      float[] middle = gaussian();
      for (int e = 0; e <= EXAMPLES; e++) {
        rail[vectors.size()] = r;
        turn[vectors.size()] = e == EXAMPLES ? -1 : e;
        float[] around = gaussian();
        for (int d = 0; d < DIMENSION; d++) {
          around[d] = middle[d] + around[d] / 2;
        }
        vectors.add(Embedding.ofDirection(around));
      }
    }
    float[][] arrays = vectors.stream().map(Embedding::toArray).toArray(float[][]::new);
    List<Embedding> background =
        IntStream.range(0, PROMPTS).mapToObj(i -> Embedding.ofDirection(gaussian())).toList();
    boolean[] all = new boolean[RAILS];
    Arrays.fill(all, true);
    boolean[][] candidates = new boolean[RAILS][];
    Arrays.fill(candidates, all);
    var samples = new Samples(arrays, rail, weight, RAILS);
    return new CrossFit(new FitData(samples, turn, candidates, all, List.of(), background, 0))
        .observe();
  }

  private float[] gaussian() {
    float[] components = new float[DIMENSION];
    for (int d = 0; d < DIMENSION; d++) {
      components[d] = (float) random.nextGaussian();
    }
    return components;
  }
}
