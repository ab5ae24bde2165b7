package io.railgate.rails.slots;

import static io.railgate.rails.slots.Slots.TODAY;
import static io.railgate.rails.slots.Slots.filler;
import static io.railgate.rails.slots.Slots.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.set.Slot;
import io.railgate.rails.slots.Filling.Filled;
import io.railgate.rails.slots.Filling.Missing;
import io.railgate.rails.slots.Filling.Unclear;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a number counts tells whether it is meant. */
class UnitsTest {

  private static final List<Slot> ROOM =
      List.of(
          slot("nights", Slots.number("1", "14", 0)), slot("guests", Slots.number("1", "9", 0)));

  private static final SlotFiller BOOK =
      filler(ROOM, "a room for {nights} nights", "a room for {guests} guests", "{guests} people");

  private static final SlotFiller LATE =
      filler(List.of(slot("minutes", Slots.number("1", "60", 0))), "I am {minutes} minutes late");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a room for 3 nights and 2 guests          | 3 | 2
          a room for 2 people, for three nights     | 3 | 2
          2 people from tomorrow for 1 night        | 1 | 2
          a room for two weeks                      | UNCLEAR | MISSING
          a room for 3 days                         | UNCLEAR | MISSING
          a room for 3 or 5 nights                  | UNCLEAR | UNCLEAR
          """)
  void aNumberGoesToTheSlotThatCountsTheSame(String message, String nights, String guests) {
    var filled = BOOK.fill(Set.of("nights", "guests"), message, TODAY);

    assertThat(filled.get("nights")).isEqualTo(filling(nights));
    assertThat(filled.get("guests")).isEqualTo(filling(guests));
  }

  @ParameterizedTest
  @CsvSource({
    "I am 20 minutes late, 20",
    "I am 20 mins late, 20",
    "I am about 20 late, 20",
    "'I was due at 10, I am 15 minutes late', UNCLEAR",
    "'my 3 children and I are 15 minutes late', 15",
    "I am 1 hour late, UNCLEAR",
    "gonna be two hrs late, UNCLEAR"
  })
  void anotherTimeIsUnclear(String message, String minutes) {
    assertThat(LATE.fill(Set.of("minutes"), message, TODAY).get("minutes"))
        .isEqualTo(filling(minutes));
  }

  @Test
  void anAnswerInAnotherTimeIsUnclear() {
    assertThat(BOOK.answer("nights", Set.of("nights"), "two weeks", TODAY).get("nights"))
        .isEqualTo(new Unclear());
    assertThat(BOOK.answer("nights", Set.of("nights"), "two", TODAY).get("nights"))
        .isEqualTo(new Filled("2"));
    assertThat(
            BOOK.answer("nights", Set.of("nights"), "2 nights for 3 people", TODAY).get("nights"))
        .isEqualTo(new Filled("2"));
  }

  private static Filling filling(String shown) {
    return switch (shown) {
      case "UNCLEAR" -> new Unclear();
      case "MISSING" -> new Missing();
      default -> new Filled(shown);
    };
  }
}
