package io.railgate.rails.slots;

import static io.railgate.rails.slots.Slots.TODAY;
import static io.railgate.rails.slots.Slots.asking;
import static io.railgate.rails.slots.Slots.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.set.Slot;
import io.railgate.rails.set.SlotType;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QuestionTest {

  static Stream<Arguments> questions() {
    return Stream.of(
        Arguments.of(
            slot("currency", Slots.oneOf("USD", "GBP")),
            "Which currency: USD or GBP?",
            "Which currency: USD or GBP?"),
        Arguments.of(
            slot("from-account", Slots.oneOf("a", "b", "c")),
            "Which from account: a, b or c?",
            "Which from account: a, b or c?"),
        Arguments.of(
            slot("amount", Slots.AMOUNT),
            "What is the amount? (a number from 0.01 to 100000)",
            "What is the amount? (a number from 0.01 to 100000, at most 2 decimals)"),
        Arguments.of(
            asking("amount", Slots.number("1", "100", 2), "How much?"),
            "How much?",
            "How much? (a number from 1 to 100, at most 2 decimals)"),
        Arguments.of(
            asking("amount", Slots.number("1", "100", 1), "How much?"),
            "How much?",
            "How much? (a number from 1 to 100, at most 1 decimal)"),
        Arguments.of(
            slot("note", Slots.text(1)),
            "What is the note? (at most 1 character)",
            "What is the note? (at most 1 character)"));
  }

  static Stream<Arguments> authorsQuestions() {
    SlotType pattern = Slots.pattern("[A-Z]+", 8);
    return Stream.of(
        Arguments.of(
            asking("amount", Slots.number("1", "1E+2", 0), "How many?"),
            "How many?",
            "How many? (a whole number from 1 to 100)"),
        Arguments.of(
            asking("day", Slots.NEXT_YEAR, "When?"),
            "When?",
            "When? (a day from 2026-11-20 to 2027-11-20)"),
        Arguments.of(
            asking("currency", Slots.oneOf("USD", "GBP"), "In what?"),
            "In what?",
            "In what? (one of: USD, GBP)"),
        Arguments.of(
            asking("order", pattern, "Which order?"),
            "Which order?",
            "Which order? (at most 8 characters)"));
  }

  @ParameterizedTest
  @MethodSource({"questions", "authorsQuestions"})
  void asks(Slot slot, String first, String again) {
    assertThat(Question.first(slot, TODAY)).isEqualTo(first);
    assertThat(Question.again(slot, TODAY)).isEqualTo(again);
  }
}
