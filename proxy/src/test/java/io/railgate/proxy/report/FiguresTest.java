package io.railgate.proxy.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void allAndNothingAreOnlyWhatTheyAre() {
    assertThat(Figures.share(0, 4500)).isEqualTo("0.0%");
    assertThat(Figures.share(1, 4500)).isEqualTo("0.1%");
    assertThat(Figures.share(4499, 4500)).isEqualTo("99.9%");
    assertThat(Figures.share(4500, 4500)).isEqualTo("100.0%");
    assertThat(Figures.share(2, 3)).isEqualTo("66.7%");
    assertThat(Figures.share(0, 0)).isEqualTo("-");
    assertThat(Figures.of(1, 8)).isEqualTo("12.5% (1 of 8)");
  }

  @Test
  void confidencesAreRoundedDown() {
    assertThat(Figures.number(0.43199)).isEqualTo("0.431");
    assertThat(Figures.number(1)).isEqualTo("1.000");
  }
}
