package io.railgate.rails.slots;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.RuleBasedNumberFormat;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenNumberTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          two hundred                          | 200
          a hundred and fifty                  | 150
          send a hundred euros                 | 100
          hundred euros                        | 100
          twenty-five                          | 25
          twenty five                          | 25
          TWENTY‑FIVE                          | 25
          one hundred and one                  | 101
          two thousand and six                 | 2006
          twelve hundred                       | 1200
          twenty-five hundred                  | 2500
          a thousand                           | 1000
          one million two hundred thousand     | 1200000
          two hundred thousand                 | 200000
          2 thousand five hundred              | 2500
          zero                                 | 0
          a dozen                              | 12
          two and a half                       | 2.5
          two and a half million               | 2500000
          5 and a half                         | 5.5
          two point five                       | 2.5
          two point five million               | 2500000
          send one euro                        | 1
          one hundred                          | 100
          five five                            | UNCLEAR
          nineteen eighty four                 | UNCLEAR
          one hundred and two hundred          | UNCLEAR
          two or three                         | UNCLEAR
          2 thousand 500                       | UNCLEAR
          two 500 euro notes                   | UNCLEAR
          a few hundred                        | UNCLEAR
          a couple of hundred                  | UNCLEAR
          half a million                       | UNCLEAR
          two and a quarter                    | UNCLEAR
          two million and a half               | UNCLEAR
          two thirds                           | UNCLEAR
          twenty-first                         | UNCLEAR
          thousand million                     | UNCLEAR
          hundreds of euros                    | MISSING
          someone                              | MISSING
          """)
  void readsWords(String message, String value) {
    assertThat(Slots.fill(Slots.ANY_NUMBER, message)).isEqualTo(value);
  }

  @Test
  void readsWhatIcuSpells() {
    long seed = Seed.get();
    Random random = new Random(seed);
    RuleBasedNumberFormat speller =
        new RuleBasedNumberFormat(Locale.US, RuleBasedNumberFormat.SPELLOUT);
    for (int i = 0; i < 2000; i++) {
      long number = random.nextLong(1L << random.nextInt(1, 49));
      String spelled = speller.format(number);
      assertThat(Slots.answer(Slots.ANY_NUMBER, spelled))
          .as("%s, seed %d", spelled, seed)
          .isEqualTo(Long.toString(number));
    }
  }
}
