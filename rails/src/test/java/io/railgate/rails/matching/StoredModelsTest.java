package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.StoredResults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A fit that is held decides as one that is made anew, and is held for just what it was fitted to.
 */
class StoredModelsTest {

  private static final long SEED = Long.getLong("railgate.seed", 5);
  private static final int RAILS = 6;
  private static final int EACH = 5;
  private static final int DIMENSION = 16;

  private final Random random = new Random(SEED);
  private final List<Embedding> vectors = directions(RAILS * EACH);
  private final List<Embedding> background = directions(90);
  private final List<Embedding> never = directions(2);
  private final InMemory held = new InMemory();

  @Test
  void whatIsHeldIsWhatWasFitted() {
    MatcherModel fitted = get(data(0.1));
    assertThat(held.byKey).hasSize(1);

    MatcherModel found = get(data(0.1));

    assertThat(held.stores).as("fits").isEqualTo(1);
    assertThat(found.calibration()).isEqualTo(fitted.calibration());
    for (double rate : new double[] {0.5, 0.2, 0.05, 0.01, 0.001}) {
      assertThat(found.accept(rate)).isEqualTo(fitted.accept(rate));
      assertThat(found.background().at(rate)).isEqualTo(fitted.background().at(rate));
    }
    for (Embedding message : directions(50)) {
      assertThat(found.head().logits(message.toArray()))
          .as("seed %d", SEED)
          .containsExactly(fitted.head().logits(message.toArray()));
    }
  }

  /** Turns the head that is held: what matches turns with it. */
  @Test
  void whatIsHeldIsUsed() {
    MatcherModel fitted = get(data(0.1));
    held.byKey.replaceAll(
        (key, bytes) -> {
          byte[] turned = bytes.clone();
          Arrays.fill(turned, 0, DIMENSION * RAILS * Float.BYTES, (byte) 0);
          return turned;
        });

    MatcherModel found = get(data(0.1));

    float[] message = vectors.getFirst().toArray();
    assertThat(found.head().logits(message)).isNotEqualTo(fitted.head().logits(message));
  }

  @Test
  void whateverIsFittedToIsInTheKey() {
    Set<String> keys = new HashSet<>();
    List<FitData> all =
        List.of(
            data(0.1),
            data(0.2),
            data(samples(vectors, 1, RAILS, 0), turns(), start(), never, background),
            data(samples(vectors, 0, RAILS, 0), turns(), start(), never, background.subList(0, 89)),
            data(samples(vectors, 0, RAILS, 0), turns(), start(), never.subList(0, 1), background),
            data(samples(vectors, 0, RAILS, 1), turns(), start(), never, background),
            data(samples(vectors, 0, RAILS + 1, 0), turns(), start(), never, background),
            data(samples(vectors, 0, RAILS, 0), shiftedTurns(), start(), never, background),
            data(samples(vectors, 0, RAILS, 0), turns(), notAtStart(), never, background),
            data(
                samples(directions(RAILS * EACH), 0, RAILS, 0),
                turns(),
                start(),
                never,
                background));
    for (FitData data : all) {
      try (RailIndex index = index()) {
        keys.add(data.digest(index));
      }
    }
    assertThat(keys).hasSize(all.size()).allMatch(key -> key.matches("[0-9a-f]{64}"));
    try (RailIndex index = index()) {
      assertThat(data(0.1).digest(index)).as("the same again").isIn(keys);
    }
  }

  @Test
  void whichRailsCompeteWhereIsInTheKey() {
    boolean[] all = start();
    boolean[] some = notAtStart();
    FitData first = withCandidates(all, some, all);
    FitData second = withCandidates(all, some, some);
    FitData third = withCandidates(some, all, all);
    try (RailIndex index = index()) {
      assertThat(Set.of(first.digest(index), second.digest(index), third.digest(index))).hasSize(3);
    }
  }

  @Test
  void bytesThatAreNoFitAreAnErrorOfOurs() {
    get(data(0.1));
    held.byKey.replaceAll((key, bytes) -> Arrays.copyOf(bytes, bytes.length - 1));

    assertThatThrownBy(() -> get(data(0.1))).isInstanceOf(IllegalStateException.class);
  }

  private MatcherModel get(FitData data) {
    try (RailIndex index = index()) {
      return StoredModels.in(held).get(data, index);
    }
  }

  private RailIndex index() {
    List<Embedding> indexed = new ArrayList<>(vectors);
    indexed.addAll(never);
    return new RailIndex(indexed);
  }

  private FitData data(double margin) {
    return new FitData(
        samples(vectors, 0, RAILS, 0),
        turns(),
        candidates(start()),
        start(),
        never,
        background,
        margin);
  }

  private static FitData data(
      Samples samples,
      int[] turns,
      boolean[] start,
      List<Embedding> never,
      List<Embedding> background) {
    return new FitData(samples, turns, candidates(start()), start, never, background, 0.1);
  }

  private FitData withCandidates(boolean[]... first) {
    boolean[][] rows = candidates(start());
    System.arraycopy(first, 0, rows, 0, first.length);
    return new FitData(
        samples(vectors, 0, RAILS, 0), turns(), rows, start(), never, background, 0.1);
  }

  /** Those of rail 0 moved to others by {@code moved}, and the first one's weight lessened. */
  private static Samples samples(List<Embedding> vectors, int moved, int rails, int lighter) {
    int[] rail = IntStream.range(0, vectors.size()).map(i -> i / EACH).toArray();
    rail[0] += moved;
    float[] weight = new float[rail.length];
    Arrays.fill(weight, 1);
    weight[0] -= lighter / 2f;
    float[][] arrays = vectors.stream().map(Embedding::toArray).toArray(float[][]::new);
    return new Samples(arrays, rail, weight, rails);
  }

  private static int[] turns() {
    return IntStream.range(0, RAILS * EACH).map(i -> i % EACH).toArray();
  }

  private static int[] shiftedTurns() {
    int[] turns = turns();
    turns[0] = -1;
    return turns;
  }

  private static boolean[] start() {
    boolean[] start = new boolean[RAILS];
    Arrays.fill(start, true);
    return start;
  }

  private static boolean[] notAtStart() {
    boolean[] start = start();
    start[RAILS - 1] = false;
    return start;
  }

  private static boolean[][] candidates(boolean[] row) {
    boolean[][] rows = new boolean[RAILS][];
    Arrays.fill(rows, row);
    return rows;
  }

  private List<Embedding> directions(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              float[] direction = new float[DIMENSION];
              for (int d = 0; d < DIMENSION; d++) {
                direction[d] = (float) random.nextGaussian();
              }
              return Embedding.ofDirection(direction);
            })
        .toList();
  }

  private static final class InMemory implements StoredResults {

    final Map<String, byte[]> byKey = new HashMap<>();
    int stores;

    @Override
    public Optional<byte[]> lookup(String key) {
      return Optional.ofNullable(byKey.get(key));
    }

    @Override
    public void store(String key, byte[] result) {
      byKey.put(key, result);
      stores++;
    }
  }
}
