package io.railgate.rails.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

  @ParameterizedTest
  @CsvSource({
    "'  a \t\n b  ', a b",
    "ａ１, a1",
    "a\u200bb, ab",
    "a\u202eb, ab",
    "a\u00adb, ab",
    "a\u00a0b, a b",
    "e\u0301, \u00e9",
    "10², 10^2",
    "2½, 2 1\u20442",
    "a\u0000b, ab",
    "'a\u0085b', a b",
    "\ufdfa\u180e, صلى الله عليه وسلم"
  })
  void hidesNothing(String raw, String plain) {
    assertThat(PlainText.of(raw)).isEqualTo(plain);
  }

  @Test
  void keepsSoManyMarks() {
    String marks = "\u0316".repeat(PlainText.MOST_MARKS);

    assertThat(PlainText.of("x" + marks)).isEqualTo("x" + marks);
    assertThat(PlainText.of("x" + marks + "\u0316y")).isEqualTo("x" + marks + "y");
  }

  @Test
  void isItsOwnPlainText() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String plain = PlainText.of("a" + Character.toString(c) + "1");
      if (Character.getType(c) != Character.OTHER_NUMBER) {
        assertThat(PlainText.of(plain)).as("U+%X", c).isEqualTo(plain);
      }
      assertThat(plain).doesNotContain("\n", "\r", "\u2028", "\u2029", "\u0085");
    }
  }
}
