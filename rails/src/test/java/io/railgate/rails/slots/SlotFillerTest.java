package io.railgate.rails.slots;

import static io.railgate.rails.slots.Slots.TODAY;
import static io.railgate.rails.slots.Slots.filler;
import static io.railgate.rails.slots.Slots.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.set.Slot;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotFillerTest {

  private static final List<Slot> TRANSFER =
      List.of(
          slot("amount", Slots.AMOUNT),
          slot("from-account", Slots.ACCOUNT),
          slot("to-account", Slots.ACCOUNT));

  private static final SlotFiller MOVE =
      filler(
          TRANSFER,
          "move {amount} from {from-account} to {to-account}",
          "put {amount} into my {to-account}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          move 100 from checking to savings               | 100 | checking | savings
          move 100 to savings from checking               | 100 | checking | savings
          Move 1,000.50 FROM my Checking to the savings!  | 1000.5 | checking | savings
          move 100 from checking account to savings       | 100 | checking | savings
          move 100 from checking to checking              | 100 | checking | checking
          move 100 out of checking to savings             | 100 | checking | savings
          move 100 from checking, and into savings        | 100 | checking | savings
          move 100 from checking: savings gets it         | 100 | checking | savings
          put a hundred into my savings                   | 100 | MISSING | savings
          move 100 to savings                             | 100 | MISSING | savings
          move 100 from checking to savings, to savings   | 100 | checking | savings
          move 100 savings                                | 100 | UNCLEAR | UNCLEAR
          move 100 checking savings                       | 100 | UNCLEAR | UNCLEAR
          from checking to savings or to checking         | MISSING | checking | UNCLEAR
          from checking to savings or checking            | MISSING | UNCLEAR | UNCLEAR
          move 100 or 200 from checking                   | UNCLEAR | checking | MISSING
          hello                                           | MISSING | MISSING | MISSING
          ''                                              | MISSING | MISSING | MISSING
          """)
  void sharesOutAMessage(String message, String amount, String from, String to) {
    assertThat(values(MOVE.fill(names(TRANSFER), message, TODAY)))
        .containsExactly(
            Map.entry("amount", amount),
            Map.entry("from-account", from),
            Map.entry("to-account", to));
  }

  @Test
  void onlyWhatIsWantedIsToldOf_inTheSlotsOrder() {
    Map<String, Filling> fillings =
        MOVE.fill(
            new LinkedHashSet<>(List.of("to-account", "amount", "unknown")),
            "move 100 from checking to savings",
            TODAY);

    assertThat(values(fillings))
        .containsExactly(Map.entry("amount", "100"), Map.entry("to-account", "savings"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          savings                       | MISSING | savings | MISSING
          savings, and 100              | 100     | savings | MISSING
          savings or checking           | MISSING | UNCLEAR | MISSING
          to savings                    | MISSING | MISSING | savings
          from checking to savings      | MISSING | checking | savings
          not savings                   | MISSING | UNCLEAR | MISSING
          what?                         | MISSING | MISSING | MISSING
          """)
  void anAnswerBelongsToTheSlotAskedForUnlessItSaysOtherwise(
      String message, String amount, String from, String to) {
    assertThat(values(MOVE.answer("from-account", names(TRANSFER), message, TODAY)))
        .containsExactly(
            Map.entry("amount", amount),
            Map.entry("from-account", from),
            Map.entry("to-account", to));
  }

  @Test
  void theKindsShareOutAMessage() {
    List<Slot> slots =
        List.of(
            slot("order", Slots.pattern("[A-Z]{2}\\d{6}", 8)),
            slot("day", Slots.NEXT_YEAR),
            slot("plan", Slots.oneOf("plan 9", "plan 10")),
            slot("count", Slots.number("1", "1000", 0)));
    SlotFiller filler = filler(slots, "change {order} to {plan}");

    Map<String, Filling> fillings =
        filler.fill(
            names(slots),
            "change AB123456 to Plan 9 on 3 May 2027, 5 times, in 3 days' time",
            TODAY);

    assertThat(values(fillings))
        .containsExactly(
            Map.entry("order", "AB123456"),
            Map.entry("day", "UNCLEAR"),
            Map.entry("plan", "plan 9"),
            Map.entry("count", "5"));
  }

  @Test
  void twoNumbersGoByTheirNeighboursThenByTheirRanges() {
    List<Slot> slots =
        List.of(slot("amount", Slots.AMOUNT), slot("parts", Slots.number("2", "10", 0)));
    SlotFiller filler = filler(slots, "pay {amount} in {parts} parts");

    assertThat(values(filler.fill(names(slots), "pay 5 in 3 parts", TODAY)))
        .containsExactly(Map.entry("amount", "5"), Map.entry("parts", "3"));
    assertThat(values(filler.fill(names(slots), "in 3 parts please, 500", TODAY)))
        .containsExactly(Map.entry("amount", "500"), Map.entry("parts", "3"));
    assertThat(values(filler.fill(names(slots), "in 20 parts pay 500", TODAY)))
        .containsExactly(Map.entry("amount", "500"), Map.entry("parts", "OUT"));
    assertThat(values(filler.fill(names(slots), "just 5", TODAY)))
        .containsExactly(Map.entry("amount", "UNCLEAR"), Map.entry("parts", "UNCLEAR"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          from 3 May to 5 May for 2 people    | 2027-05-03 | 2027-05-05 | 2 | MISSING
          3 May to 5 May, 2 people            | 2027-05-03 | 2027-05-05 | 2 | MISSING
          for 2 people, 3 nights, from today  | 2026-11-20 | MISSING | 2 | 3
          to 5 May from 3 May                 | 2027-05-03 | 2027-05-05 | MISSING | MISSING
          3 nights                            | MISSING | MISSING | MISSING | 3
          for 3 nights                        | MISSING | MISSING | MISSING | 3
          in 3 days for 2 people              | UNCLEAR | UNCLEAR | 2 | MISSING
          """)
  void neighboursThatContradictEachOtherDoNotTell(
      String message, String from, String to, String guests, String nights) {
    List<Slot> slots =
        List.of(
            slot("from", Slots.NEXT_YEAR),
            slot("to", Slots.NEXT_YEAR),
            slot("guests", Slots.number("1", "20", 0)),
            slot("nights", Slots.number("1", "30", 0)));
    SlotFiller filler =
        filler(slots, "from {from} to {to} for {guests} people", "{nights} nights from {from}");

    assertThat(values(filler.fill(names(slots), message, TODAY)))
        .containsExactly(
            Map.entry("from", from),
            Map.entry("to", to),
            Map.entry("guests", guests),
            Map.entry("nights", nights));
  }

  @Test
  void holesAreNeighboursByTheirKind() {
    List<Slot> slots =
        List.of(
            slot("price", Slots.AMOUNT),
            slot("currency", Slots.CURRENCY),
            slot("pieces", Slots.number("1", "100000", 0)));
    SlotFiller filler = filler(slots, "{pieces} pieces at {price} {currency}");

    assertThat(values(filler.fill(names(slots), "sell for 20 dollars, 30 pieces", TODAY)))
        .containsExactly(
            Map.entry("price", "20"), Map.entry("currency", "USD"), Map.entry("pieces", "30"));
    assertThat(values(filler.fill(names(slots), "sell $20", TODAY)))
        .containsExactly(
            Map.entry("price", "UNCLEAR"),
            Map.entry("currency", "USD"),
            Map.entry("pieces", "UNCLEAR"));
  }

  @Test
  void anAnswerThatIsAKeyTooIsForTheSlotAskedFor() {
    List<Slot> slots =
        List.of(slot("size", Slots.oneOf("1", "2")), slot("count", Slots.number("1", "9", 0)));
    SlotFiller filler = filler(slots, "{count} of size {size}");

    assertThat(values(filler.fill(names(slots), "2", TODAY)))
        .containsExactly(Map.entry("size", "2"), Map.entry("count", "MISSING"));
    assertThat(values(filler.answer("count", names(slots), "2", TODAY)))
        .containsExactly(Map.entry("size", "MISSING"), Map.entry("count", "2"));
  }

  @Test
  void whatIsAskedForIsReadFirst_butNoPartOfSomethingLonger() {
    List<Slot> slots =
        List.of(
            slot("day", Slots.NEXT_YEAR),
            slot("nights", Slots.number("1", "99", 0)),
            slot("room", Slots.pattern("\\d{4}", 4)));
    SlotFiller filler = filler(slots, "{nights} nights from {day} in {room}");
    Set<String> names = names(slots);

    assertThat(values(filler.answer("nights", names, "in 3 days", TODAY)))
        .as("days are no nights")
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("day", "MISSING", "nights", "UNCLEAR", "room", "MISSING"));
    assertThat(values(filler.answer("nights", names, "3, from 4 May", TODAY)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("day", "2027-05-04", "nights", "3", "room", "MISSING"));
    assertThat(values(filler.answer("day", names, "2027-05-04", TODAY)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("day", "2027-05-04", "nights", "MISSING", "room", "MISSING"));
  }

  @Test
  void lettersOfAKeyAreNoPartOfANumber() {
    List<Slot> slots = List.of(slot("amount", Slots.AMOUNT), slot("currency", Slots.CURRENCY));
    SlotFiller filler = filler(slots, "{amount} {currency}");

    for (String message :
        List.of(
            "100usd", "usd100", "USD 100", "100dollars", "$100", "100 $", "$ 100", "1e2 $100")) {
      assertThat(values(filler.fill(names(slots), message, TODAY)))
          .as(message)
          .containsExactly(Map.entry("amount", "100"), Map.entry("currency", "USD"));
    }
    assertThat(values(filler.fill(names(slots), "USD-5", TODAY)))
        .containsExactly(Map.entry("amount", "UNCLEAR"), Map.entry("currency", "USD"));
    assertThat(values(filler.fill(names(slots), "-$5", TODAY)))
        .containsExactly(Map.entry("amount", "OUT"), Map.entry("currency", "USD"));
  }

  @Test
  void theSameHoleTwiceIsOneSlot() {
    List<Slot> slots = List.of(slot("a", Slots.ACCOUNT));
    SlotFiller filler = filler(slots, "is {a} still {a}");

    assertThat(values(filler.fill(names(slots), "is savings still Savings", TODAY)))
        .containsExactly(Map.entry("a", "savings"));
  }

  @Test
  void whatIsDeniedIsUnclear() {
    assertThat(values(MOVE.fill(names(TRANSFER), "move 100 from checking, not savings", TODAY)))
        .containsEntry("from-account", "checking")
        .containsEntry("to-account", "UNCLEAR");
    assertThat(values(MOVE.fill(names(TRANSFER), "move 100 not from my checking", TODAY)))
        .containsEntry("from-account", "UNCLEAR");
  }

  static Map<String, String> values(Map<String, Filling> fillings) {
    Map<String, String> values = new LinkedHashMap<>();
    fillings.forEach((slot, filling) -> values.put(slot, Slots.show(filling)));
    return values;
  }

  static Set<String> names(List<Slot> slots) {
    return slots.stream().map(Slot::name).collect(Collectors.toSet());
  }
}
