package io.railgate.rails.reader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSizeTest {

  @ParameterizedTest
  @CsvSource({
    "abc,3",
    "[A-Z]{2}\\d{6},8",
    "(ab){3}c,7",
    "[^])(]{5},5",
    "[[:alpha:])]{5},5",
    "\\({5}x,6",
    "(a{900}){2},1800"
  })
  void countsCharactersAndClasses(String pattern, long size) {
    assertThat(PatternSize.estimate(pattern)).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a{900}[)]){1000}",
        "((a{30}[)]){30}[)]){900}",
        "(a{900}[^])]){1000}",
        "(a{900}[[:alpha:])]){1000}",
        "(a{900}\\Q)\\E){1000}",
        "(a{900}\\)){1000}",
        "((x{1000}){1000}){1000}"
      })
  void seesRepetitionsBehindBracketsThatAreText(String pattern) {
    assertThat(PatternSize.estimate(pattern)).isGreaterThan(PatternSize.MAX);
  }
}
