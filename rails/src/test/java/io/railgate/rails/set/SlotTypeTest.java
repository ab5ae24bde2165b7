package io.railgate.rails.set;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotTypeTest {

  @ParameterizedTest
  @ValueSource(strings = {".*", ".{60,}", ".{60,70}", "[A-Z].*\\.", ".+\\?", "[\\w ]+!"})
  void aPatternForSentencesOpensTheWorld(String regex) {
    assertThat(fitting(regex).fitsSentences()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[A-Z]{2}\\d{6}", "\\w+", "[a-z]+ [a-z]+", "\\d{4} \\d{4}"})
  void aPatternForAFormDoesNot(String regex) {
    assertThat(fitting(regex).fitsSentences()).isFalse();
  }

  private static SlotType.Fitting fitting(String regex) {
    return new SlotType.Fitting(Pattern.compile(regex), 256, List.of());
  }
}
