package io.railgate.rails.slots;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.set.SlotType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternPlacesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          order AB123456 is late          | AB123456
          AB123456                        | AB123456
          AB123456.                       | AB123456
          "AB123456"                      | AB123456
          ＡＢ123456                       | AB123456
          AB12​3456                       | AB123456
          XAB123456                       | MISSING
          AB1234567                       | MISSING
          éAB123456                       | MISSING
          ab123456                        | MISSING
          AB12345                         | MISSING
          AB123456 AB123456               | AB123456
          AB123456 AB123457               | UNCLEAR
          AB123456/AB123457               | UNCLEAR
          AB1234567 or AB123456           | AB123456
          """)
  void findsWholeTokens(String message, String value) {
    SlotType type = Slots.pattern("[A-Z]{2}\\d{6}", 8);

    assertThat(Slots.fill(type, message)).isEqualTo(value);
    assertThat(Slots.answer(type, message)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "a|ab, ab, ab", "#\\d+, see x#12, #12", "(?i)ab\\d+, AB12, AB12", "\\d{2}%, 10%off, 10%",
    "\\Qa.b, a.b, a.b", "x*, y, MISSING", "^ab$, ab, ab", "a b, a  b, a b"
  })
  void takesWhatRe2Takes(String regex, String message, String value) {
    assertThat(Slots.fill(Slots.pattern(regex, 8), message)).isEqualTo(value);
  }

  @Test
  void moreThanMaxCharactersAreOutOfRange() {
    SlotType type = Slots.pattern("[A-Z]+", 4);

    assertThat(Slots.fill(type, "ABCD")).isEqualTo("ABCD");
    assertThat(Slots.fill(type, "ABCDE")).isEqualTo("OUT");
    assertThat(Slots.answer(type, "ABCDE")).isEqualTo("OUT");
  }

  @Test
  void tooManyPlacesAreUnclear() {
    SlotType type = Slots.pattern("[a-z]+", 9);

    assertThat(Slots.fill(type, "ab ".repeat(PatternPlaces.MOST_TRIES))).isEqualTo("ab");
    assertThat(Slots.fill(type, "ab ".repeat(PatternPlaces.MOST_TRIES + 1))).isEqualTo("UNCLEAR");
  }

  @Test
  void theValueIsOnOneLine() {
    SlotType type = Slots.pattern("(?s)a.+b", 20);

    assertThat(Slots.fill(type, "a\n\r\u2028\u0000\u202e x\tb")).isEqualTo("a x b");
  }
}
