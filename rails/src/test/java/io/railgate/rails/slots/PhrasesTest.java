package io.railgate.rails.slots;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.set.SlotType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhrasesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          in dollars              | USD
          in Dollars!             | USD
          usd                     | USD
          US  Dollar              | USD
          US‐dollar               | USD
          ＵＳＤ                   | USD
          u​sd                    | USD
          100usd                  | USD
          $100                    | USD
          100£                    | GBP
          dollarsign              | MISSING
          adollars                | MISSING
          dollars or $            | USD
          dollars or pounds       | UNCLEAR
          Pounds Sterling         | GBP
          euros                   | MISSING
          """)
  void findsKeysByTheirWords(String message, String key) {
    assertThat(Slots.fill(Slots.CURRENCY, message)).isEqualTo(key);
  }

  @Test
  void theLongerPhraseWins() {
    SlotType type =
        new SlotType.OneOf(Map.of("card", List.of("card"), "credit", List.of("credit card")));

    assertThat(Slots.fill(type, "my credit card")).isEqualTo("credit");
    assertThat(Slots.fill(type, "my credit-card")).isEqualTo("credit");
    assertThat(Slots.fill(type, "my card")).isEqualTo("card");
  }

  @Test
  void theKeyIsAsAuthored() {
    SlotType type = new SlotType.OneOf(Map.of("Über-Konto  X", List.of("don't know")));

    assertThat(Slots.fill(type, "das ÜBER konto x")).isEqualTo("Über-Konto  X");
    assertThat(Slots.fill(type, "I DON’T know")).isEqualTo("Über-Konto  X");
  }

  @Test
  void aDigitDoesNotTouchADigit() {
    SlotType type = Slots.oneOf("5", "plan 9");

    assertThat(Slots.fill(type, "55")).isEqualTo("MISSING");
    assertThat(Slots.fill(type, "5g")).isEqualTo("5");
    assertThat(Slots.fill(type, "PLAN 9")).isEqualTo("plan 9");
    assertThat(Slots.fill(type, "plan 91")).isEqualTo("MISSING");
  }

  @Test
  void aWordOfTwoKeysIsUnclear() {
    SlotType type = new SlotType.OneOf(Map.of("a1", List.of("first"), "b1", List.of("first")));

    assertThat(Slots.fill(type, "the first")).isEqualTo("UNCLEAR");
  }
}
