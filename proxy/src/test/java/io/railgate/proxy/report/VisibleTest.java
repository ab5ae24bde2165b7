package io.railgate.proxy.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VisibleTest {

  @Test
  void showsWhatNobodySees() {
    assertThat(Visible.text("a\u200Bb\u00A0c\nd\u001B[31m e", 99))
        .isEqualTo("a\\u{200B}b\\u{A0}c\\u{A}d\\u{1B}[31m e");
  }

  @Test
  void cutsLongTextsBetweenCharacters() {
    String bold = Character.toString(0x1D41A);

    assertThat(Visible.text(bold.repeat(3), 3)).isEqualTo(bold.repeat(3));
    assertThat(Visible.text(bold.repeat(4), 3)).isEqualTo(bold.repeat(3) + "…");
  }

  @Test
  void turnsStandInQuotes() {
    assertThat(Visible.turns(List.of("one", "two"), 9)).isEqualTo("\"one\" / \"two\"");
  }
}
