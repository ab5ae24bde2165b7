package io.railgate.rails.slots;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          send 100                    | 100
          send 100.                   | 100
          send 100, please            | 100
          1,000                       | 1000
          1,000.50                    | 1000.5
          1.000,50                    | 1000.5
          1 000                       | 1000
          12 345 678                  | 12345678
          1 000,50                    | 1000.5
          1'000.50                    | 1000.5
          1’000                       | 1000
          1,5                         | 1.5
          1,50                        | 1.5
          0,125                       | OUT
          0.50                        | 0.5
          .5                          | 0.5
          $.50                        | 0.5
          007                         | 7
          0                           | 0
          -0                          | 0
          100.00                      | 100
          1.000                       | UNCLEAR
          1.5                         | 1.5
          1234.50                     | 1234.5
          1234.567                    | OUT
          1,000,000                   | 1000000
          1.000.000                   | 1000000
          1,00,000                    | UNCLEAR
          1,0000                      | UNCLEAR
          5k                          | 5000
          5 K                         | 5000
          2.5k                        | 2500
          2.5 million                 | 2500000
          3 thousand                  | 3000
          5 hundred                   | 500
          5 lakh                      | 500000
          2 dozen                     | 24
          5m                          | UNCLEAR
          5keur                       | UNCLEAR
          100eur                      | 100
          20kg                        | 20
          €100                        | 100
          100 €                       | 100
          5%                          | 5
          a 20-euro note              | 20
          5-10                        | UNCLEAR
          5 - 10                      | UNCLEAR
          5 to 10                     | UNCLEAR
          10-10                       | 10
          10 or 10.0                  | 10
          100 2000                    | UNCLEAR
          -5                          | -5
          −5                          | -5
          –5                          | -5
          (-5)                        | -5
          -$5                         | -5
          $-5                         | -5
          -.5                         | -0.5
          minus 5                     | -5
          negative 5                  | -5
          minus two hundred           | -200
          - 5                         | UNCLEAR
          --5                         | UNCLEAR
          —5                          | UNCLEAR
          minus minus 5               | UNCLEAR
          the sum—5                   | 5
          +5                          | 5
          50-                         | UNCLEAR
          50.00- EUR                  | UNCLEAR
          5,- EUR                     | 5
          2 1/2                       | UNCLEAR
          2½                          | UNCLEAR
          2 and 1/2                   | UNCLEAR
          1/2 million                 | UNCLEAR
          ½ million                   | UNCLEAR
          3/4 of a million            | UNCLEAR
          point five                  | UNCLEAR
          point 5                     | UNCLEAR
          5 point five                | UNCLEAR
          half of 100                 | UNCLEAR
          half of $100                | UNCLEAR
          ½ of 100                    | UNCLEAR
          a third of 300              | UNCLEAR
          twice 100                   | UNCLEAR
          two dozens                  | 24
          one or two                  | UNCLEAR
          not 5                       | UNCLEAR
          1´000                       | 1000
          ➖5                          | -5
          ―5                          | UNCLEAR
          １００                       | 100
          १००                         | 100
          ١٠٠                         | 100
          """)
  void readsDigits(String message, String value) {
    assertThat(Slots.fill(Slots.ANY_NUMBER, message)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4th",
        "1st",
        "AB123",
        "12ab34",
        "A-5",
        "AB-12-34",
        "A12-34",
        "#12-34",
        "12-34abcdefg",
        "covid-19",
        "3d",
        "555-123-4567",
        "555 123 4567",
        "+1 555 123-4567",
        "4111 1111 1111 1111",
        "10:30",
        "at 5pm",
        "at 5 p.m.",
        "5 o'clock",
        "five pm",
        "24/7",
        "1/2",
        "½",
        "192.168.0.1:80",
        "2026-05-03",
        "3 May",
        "on May 3rd, 2026",
        "#5",
        "5_000",
        "me@5",
        "5@x",
        "12abcdefgh",
        "10²",
        "2^5",
        "one2three",
        "x5"
      })
  void isNoNumber(String message) {
    assertThat(Slots.fill(Slots.ANY_NUMBER, message)).isEqualTo("MISSING");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "which one",
        "the one",
        "this one",
        "one of them",
        "no one knows",
        "the red one",
        "one-way ticket",
        "one's own",
        "any one"
      })
  void oneIsAPronounInAMessage(String message) {
    assertThat(Slots.fill(Slots.ANY_NUMBER, message)).isEqualTo("MISSING");
  }

  @ParameterizedTest
  @CsvSource({
    "the one,1",
    "one,1",
    "the second one,MISSING",
    "3d,3",
    "one of,1",
    "#5,5",
    "4th,MISSING",
    "I'd say 7,7"
  })
  void anAnswerIsReadWithGoodWill(String message, String value) {
    assertThat(Slots.answer(Slots.ANY_NUMBER, message)).isEqualTo(value);
  }

  @Test
  void aPointBeforeThreeDigitsIsDecimal_whereTheSlotHasThree() {
    assertThat(Slots.fill(Slots.number("0", "10", 3), "1.125")).isEqualTo("1.125");
    assertThat(Slots.fill(Slots.number("0", "10", 3), "1.000")).isEqualTo("1");
    assertThat(Slots.fill(Slots.number("0", "10", 2), "1.000")).isEqualTo("UNCLEAR");
  }

  @ParameterizedTest
  @CsvSource({
    "0.01,0.01",
    "0.009,OUT",
    "0.001,OUT",
    "0,OUT",
    "100000,100000",
    "100000.01,OUT",
    "99.99,99.99",
    "99.9999,OUT",
    "99.999,UNCLEAR",
    "1234.990,1234.99",
    "-5,OUT",
    "minus five,OUT"
  })
  void checksTheRange(String message, String value) {
    assertThat(Slots.fill(Slots.AMOUNT, message)).isEqualTo(value);
  }

  @Test
  void moreThanEighteenDigitsAreOutOfRange() {
    assertThat(Slots.fill(Slots.ANY_NUMBER, "1".repeat(18))).isEqualTo("1".repeat(18));
    assertThat(Slots.fill(Slots.ANY_NUMBER, "1".repeat(19))).isEqualTo("OUT");
    assertThat(Slots.fill(Slots.ANY_NUMBER, "0".repeat(18) + "5")).isEqualTo("OUT");
    assertThat(Slots.fill(Slots.ANY_NUMBER, "1".repeat(19) + " million")).isEqualTo("OUT");
    assertThat(Slots.fill(Slots.number("0", "1e30", 0), "99999999999 trillion")).isEqualTo("OUT");
  }
}
