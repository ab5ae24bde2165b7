package io.railgate.rails.slots;

import static io.railgate.rails.slots.Slots.TODAY;
import static io.railgate.rails.slots.Slots.filler;
import static io.railgate.rails.slots.Slots.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.railgate.rails.set.Slot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are made to be slow to read, or to be read wrongly. */
class HostileMessagesTest {

  private static final int LONGEST = 32 * 1024;
  private static final Duration HANG = Duration.ofSeconds(20);

  private static final List<Slot> SLOTS =
      List.of(
          slot("amount", Slots.ANY_NUMBER),
          slot("parts", Slots.number("1", "9", 0)),
          slot("from", Slots.ACCOUNT),
          slot("to", Slots.ACCOUNT),
          slot("currency", Slots.CURRENCY),
          slot("day", Slots.NEXT_YEAR),
          slot("until", Slots.ANY_DAY),
          slot("order", Slots.pattern("([A-Za-z]+\\s?)+\\d|(a*)*b|a.*z|a", 40)),
          slot("note", Slots.text(200)),
          slot("more", Slots.text(200)));

  private static final Set<String> NAMES = SlotFillerTest.names(SLOTS);

  private static final SlotFiller FILLER =
      filler(
          SLOTS,
          "move {amount} from {from} to {to} on {day}",
          "say {note} and {more}",
          "{note} a {more}",
          "one {note} one one {more} one",
          "{amount} {currency} in {parts} parts until {until}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "0",
        "12 ",
        "123 ",
        "1 ",
        "1,",
        "1.",
        "1-",
        "1/",
        "-",
        "- ",
        "--1",
        "one ",
        "one-",
        "hundred ",
        "thousand and ",
        "and a half ",
        "a hundred ",
        "point one ",
        "minus ",
        "a ",
        "a",
        "\"",
        "“\"",
        "\\",
        "checking ",
        "from checking to ",
        "checking-",
        "dollars$",
        "$",
        "3 May ",
        "May ",
        "3 or ",
        "in 3 ",
        "a week from ",
        "the day after ",
        "next ",
        "next friday ",
        "friday ",
        "fri, ",
        "2027-05-03 ",
        "01.02.",
        "e\u0301",
        "\u0316\u0301",
        "\u200b",
        "\u202e1",
        "\ufdfa",
        "½",
        "²",
        "१",
        "😀",
        "x'",
        "say and ",
        "5k ",
        "5 k",
        "k",
        ".5",
        "(",
        "AB1 ",
        "A"
      })
  void endSoon(String piece) {
    String message = piece.repeat(LONGEST / piece.length());

    assertTimeoutPreemptively(
        HANG,
        () -> {
          assertThat(FILLER.fill(NAMES, message, TODAY)).hasSize(SLOTS.size());
          for (String asked : List.of("amount", "day", "note")) {
            assertThat(FILLER.answer(asked, NAMES, message, TODAY)).hasSize(SLOTS.size());
          }
          for (Slot slot : SLOTS) {
            assertThat(SlotValues.read(slot.type(), message, TODAY)).isNotNull();
          }
        },
        piece);
  }

  @Test
  void randomMessagesEndToo() {
    long seed = Seed.get();
    Random random = new Random(seed);
    List<String> pieces =
        List.of(
            "1 0 , . - / : ' $ € % one two hundred and a half k May 3 friday next week ago in days"
                .concat(" on from to checking savings \" ( ) th @ # \u200b \u202e ½ ² é say until")
                .split(" "));
    for (int round = 0; round < 3000; round++) {
      StringBuilder message = new StringBuilder();
      for (int i = random.nextInt(14); i >= 0; i--) {
        message.append(pieces.get(random.nextInt(pieces.size())));
        message.append(random.nextBoolean() ? " " : "");
      }
      Map<String, Filling> fillings = FILLER.fill(NAMES, message.toString(), TODAY);
      assertThat(fillings).as("seed %d, %s", seed, message).containsOnlyKeys(NAMES);
      fillings
          .values()
          .forEach(
              filling -> assertThat(Slots.show(filling)).doesNotContain("\n", "\u202e", "\u200b"));
      assertThat(FILLER.fill(NAMES, message.toString(), TODAY)).isEqualTo(fillings);
    }
  }

  @Test
  void readWhatIsSeen() {
    assertThat(Slots.fill(Slots.ANY_NUMBER, "1\u200b0\u2060\u00ad0")).isEqualTo("100");
    assertThat(Slots.fill(Slots.ANY_NUMBER, "\u202e5\u202c")).isEqualTo("5");
    assertThat(Slots.fill(Slots.ANY_NUMBER, "-\u200b5")).isEqualTo("-5");
    assertThat(Slots.fill(Slots.ANY_NUMBER, "12345678901234567890")).isEqualTo("OUT");
    assertThat(Slots.fill(Slots.ANY_NUMBER, "9".repeat(LONGEST))).isEqualTo("OUT");
    assertThat(Slots.fill(Slots.ANY_NUMBER, "one ".repeat(LONGEST / 4))).isEqualTo("UNCLEAR");
    assertThat(Slots.fill(Slots.ANY_NUMBER, "-".repeat(LONGEST - 1) + "5")).isEqualTo("UNCLEAR");
    assertThat(Slots.fill(Slots.ANY_NUMBER, "-".repeat(LONGEST))).isEqualTo("MISSING");
  }
}
