package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BelongingTest {

  /** Cosines around 0.5, logits around 2. */
  private static final List<Signals> BACKGROUND =
      IntStream.range(0, 100)
          .mapToObj(i -> new Signals(1.5 + (i * 37 % 100) / 100.0, -0.4, 0.4 + i / 500.0))
          .toList();

  @Test
  void whatLooksAsOftenLikeTheOneAsLikeTheOtherIsHalfSure() {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Signals between = new Signals(3 + (i % 10) / 10.0, -0.2, 0.7 + (i % 7) / 100.0);
      observations.add(new Observation(List.of(between), true, 1));
      observations.add(new Observation(List.of(between), false, 1));
    }

    Belonging belonging = Belonging.fit(observations, 8, BACKGROUND);

    assertThat(belonging.of(new Signals(3.5, -0.2, 0.73))).isCloseTo(0.5, within(0.1));
  }

  @Test
  void theNearerAndTheSurerTheMoreLikely() {
    Belonging belonging = Belonging.fit(separated(50), 8, BACKGROUND);

    assertThat(belonging.of(new Signals(6, -0.1, 0.9))).isGreaterThan(0.95);
    assertThat(belonging.of(new Signals(2, -0.4, 0.5))).isLessThan(0.05);
    assertThat(belonging.of(new Signals(4, -0.1, 0.8)))
        .isGreaterThan(belonging.of(new Signals(4, -0.1, 0.7)))
        .isGreaterThan(belonging.of(new Signals(3, -0.1, 0.8)));
  }

  @Test
  void aFewExamplesHardlyMoveTheWeights() {
    List<Observation> misleading = new ArrayList<>(separated(0));
    misleading.add(new Observation(List.of(new Signals(9, -0.4, 0.45)), true, 1));

    Belonging belonging = Belonging.fit(misleading, 8, BACKGROUND);

    assertThat(belonging.nearestWeight()).isGreaterThan(1);
  }

  private static List<Observation> separated(int count) {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      observations.add(
          new Observation(List.of(new Signals(5 + i % 5, -0.1, 0.8 + (i % 9) / 100.0)), true, 1));
    }
    for (Signals far : BACKGROUND) {
      observations.add(new Observation(List.of(far), false, Math.max(1, count) / 100.0));
    }
    return observations;
  }
}
