package io.railgate.rails.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChosenOptionTest {

  private static final List<String> TITLES =
      List.of("Block a card", "Freeze a card for a while", "Ask for a new card");

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "2., 2",
    "(3), 3",
    "option 2, 2",
    "number three please, 3",
    "no. 2, 2",
    "No 3 please, 3",
    "the first one, 1",
    "second, 2",
    "I'd like the 3rd, 3",
    "the last one, 3",
    "one, 1",
    "Block a card, 1",
    "FREEZE A CARD FOR A WHILE!, 2",
    "block the card, 1",
    "I want to freeze my card, 2",
    "a new one, 3",
    "the freeze one, 2"
  })
  void isRead(String message, int option) {
    assertThat(ChosenOption.of(message, TITLES)).contains(option);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "!",
        "4",
        "0",
        "a card",
        "card",
        "neither",
        "none of these",
        "1 or 2",
        "12",
        "yes",
        "the one",
        "block or freeze",
        "please",
        "I have 2 cards",
        "no one",
        "no to 2",
        "no friend"
      })
  void isNotGuessed(String message) {
    assertThat(ChosenOption.of(message, TITLES)).isEmpty();
  }
}
