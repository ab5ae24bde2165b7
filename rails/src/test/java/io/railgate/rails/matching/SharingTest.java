package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharingTest {

  @Test
  void trustsTheNeighboursWhereTheyAreRight() {
    Observation led = observation(new Signals(1, -0.05, 0.95), new Signals(2, -0.5, 0.6));
    Observation misled = observation(new Signals(2, -0.5, 0.6), new Signals(1, -0.05, 0.95));

    Sharing near = Sharing.fit(List.of(led, led, led));
    Sharing far = Sharing.fit(List.of(misled, misled, misled));

    assertThat(near.neighbours()).isGreaterThan(far.neighbours());
  }

  @Test
  void isLessDecidedWhereItIsOftenWrong() {
    Observation right = observation(new Signals(3, -0.1, 0.9), new Signals(1, -0.1, 0.9));
    Observation wrong = observation(new Signals(1, -0.1, 0.9), new Signals(3, -0.1, 0.9));

    Sharing sure = Sharing.fit(Stream.generate(() -> right).limit(20).toList());
    Sharing unsure =
        Sharing.fit(
            Stream.iterate(0, i -> i + 1).limit(20).map(i -> i % 3 == 0 ? wrong : right).toList());

    assertThat(unsure.temperature()).isGreaterThan(sure.temperature());
  }

  @Test
  void fewExamplesDoNotMakeItSureHoweverRightTheyAre() {
    Observation right = observation(new Signals(3, -0.1, 0.9), new Signals(1, -0.1, 0.9));

    Sharing few = Sharing.fit(List.of(right, right));
    Sharing many = Sharing.fit(Stream.generate(() -> right).limit(500).toList());

    assertThat(few.temperature()).isBetween(0.8, 1.0);
    assertThat(many.temperature()).isLessThan(0.6);
  }

  @Test
  void withoutExamplesItIsTheUsualOne() {
    assertThat(Sharing.fit(List.of())).isEqualTo(new Sharing(8, 0.6));
  }

  private static Observation observation(Signals meant, Signals other) {
    return new Observation(List.of(meant, other), true, 1);
  }
}
