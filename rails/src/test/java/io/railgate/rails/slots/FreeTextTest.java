package io.railgate.rails.slots;

import static io.railgate.rails.slots.Slots.TODAY;
import static io.railgate.rails.slots.Slots.filler;
import static io.railgate.rails.slots.Slots.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.set.Slot;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreeTextTest {

  private static final List<Slot> NOTE =
      List.of(
          slot("note", Slots.text(20)), slot("amount", Slots.AMOUNT), slot("day", Slots.NEXT_YEAR));

  private static final SlotFiller SEND =
      filler(
          NOTE,
          "send {amount} with note {note}",
          "send {amount} with note {note} on {day}",
          "note {note}",
          "please say {note} to them");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          note lunch with Bob!                     | "lunch with Bob" | MISSING | MISSING
          Note:  Lunch, with Bob                   | "Lunch, with Bob" | MISSING | MISSING
          please say "hi" to them.                 | "'hi'" | MISSING | MISSING
          Please say hi, you, to them              | "hi, you" | MISSING | MISSING
          send 100 with note lunch for 2           | "lunch for 2" | 100 | MISSING
          send €100 with note lunch                | "lunch" | 100 | MISSING
          send 100 with note lunch on 2027-05-03   | "lunch" | 100 | 2027-05-03
          send 100 with note                       | MISSING | 100 | MISSING
          note                                     | MISSING | MISSING | MISSING
          note !!!                                 | MISSING | MISSING | MISSING
          a note lunch                             | MISSING | MISSING | MISSING
          note 123456789 123456789 1               | OUT | MISSING | MISSING
          note aaaaaaaaaa bbbbbbbbb                | "aaaaaaaaaa bbbbbbbbb" | MISSING | MISSING
          note aaaaaaaaaa bbbbbbbbbb               | OUT | MISSING | MISSING
          """)
  void takesTheWordsAtTheHole(String message, String note, String amount, String day) {
    assertThat(SlotFillerTest.values(SEND.fill(SlotFillerTest.names(NOTE), message, TODAY)))
        .containsExactly(
            Map.entry("note", note), Map.entry("amount", amount), Map.entry("day", day));
  }

  @Test
  void takesTheWholeAnswer() {
    Map<String, Filling> fillings =
        SEND.answer("note", SlotFillerTest.names(NOTE), " for 3 May,\nok? ", TODAY);

    assertThat(SlotFillerTest.values(fillings))
        .containsExactly(
            Map.entry("note", "\"for 3 May, ok?\""),
            Map.entry("amount", "MISSING"),
            Map.entry("day", "MISSING"));
  }

  @Test
  void isUnclear_ifTheWordsCanEndInTwoPlaces() {
    List<Slot> slots = List.of(slot("what", Slots.text(80)), slot("where", Slots.text(80)));
    SlotFiller filler = filler(slots, "put {what} in {where}");

    assertThat(SlotFillerTest.values(filler.fill(Set.of("what"), "put it in the box", TODAY)))
        .containsExactly(Map.entry("what", "\"it\""));
    assertThat(
            SlotFillerTest.values(
                filler.fill(Set.of("what", "where"), "put it in the box in the room", TODAY)))
        .containsExactly(Map.entry("what", "UNCLEAR"), Map.entry("where", "UNCLEAR"));
  }

  @Test
  void theExampleWithMostWordsTells() {
    List<Slot> slots = List.of(slot("what", Slots.text(80)));
    SlotFiller filler = filler(slots, "remind me {what}", "remind me to {what}", "remind {what}");

    assertThat(SlotFillerTest.values(filler.fill(Set.of("what"), "remind me to eat", TODAY)))
        .containsExactly(Map.entry("what", "\"eat\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\" b",
        "a\\\"",
        "a\\",
        "“a”",
        "„a‟",
        "«a»",
        "＂a＂",
        "❝a❞",
        "〝a〞",
        "a\nb",
        "a\r\nb",
        "a\u2028b",
        "a\u2029b",
        "a\u0085b",
        "a\u000bb",
        "\u202ea\u202c",
        "a\u0000b",
        "a\u200b\"\u200bb",
        "\"\"\"",
        "a\ud800b",
        "a\udb40\udc41",
        "\\\" \\",
        "a\u2033b",
        "a\u001b[31m",
        "״a״"
      })
  void nothingClosesTheQuotesOrBeginsALine(String words) {
    String value = Slots.answer(Slots.text(80), words);

    assertThat(value).matches("\"[^\"\\p{Cntrl}\\p{Cf}\\p{Cs}\\u2028\\u2029\\u0085]*\"");
    assertThat(value).doesNotEndWith("\\\"").doesNotMatch(".+[“”„‟«»❝❞〝〞״].*");
  }

  @Test
  void theLimitCountsCharactersAsPeopleDo() {
    assertThat(Slots.answer(Slots.text(3), "😀😀😀")).isEqualTo("\"😀😀😀\"");
    assertThat(Slots.answer(Slots.text(3), "😀😀😀😀")).isEqualTo("OUT");
    assertThat(Slots.answer(Slots.text(3), "  a\u200b b ")).isEqualTo("\"a b\"");
    assertThat(Slots.answer(Slots.text(3), " \u200b ")).isEqualTo("MISSING");
  }
}
