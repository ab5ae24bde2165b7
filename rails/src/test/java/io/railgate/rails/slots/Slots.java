package io.railgate.rails.slots;

import com.google.re2j.Pattern;
import io.railgate.rails.set.DateBound;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Slot;
import io.railgate.rails.set.SlotType;
import io.railgate.rails.set.Template;
import io.railgate.rails.slots.Filling.Filled;
import io.railgate.rails.slots.Filling.Missing;
import io.railgate.rails.slots.Filling.OutOfRange;
import io.railgate.rails.slots.Filling.Unclear;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Slots for tests. */
final class Slots {

  /** A Friday. */
  static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  static final SlotType.NumberRange AMOUNT = number("0.01", "100000", 2);
  static final SlotType.NumberRange ANY_NUMBER = number("-1e18", "1e18", 2);
  static final SlotType.OneOf ACCOUNT = oneOf("checking", "savings");
  static final SlotType.OneOf CURRENCY =
      new SlotType.OneOf(
          Map.of(
              "USD",
              List.of("dollars", "us dollar", "$"),
              "GBP",
              List.of("pounds", "sterling", "£")));
  static final SlotType.DateRange NEXT_YEAR =
      new SlotType.DateRange(fromToday(Period.ZERO), fromToday(Period.ofYears(1)));
  static final SlotType.DateRange LAST_YEAR =
      new SlotType.DateRange(fromToday(Period.ofYears(-1)), fromToday(Period.ZERO));
  static final SlotType.DateRange ANY_DAY =
      new SlotType.DateRange(
          new DateBound.Fixed(LocalDate.of(1900, 1, 1)),
          new DateBound.Fixed(LocalDate.of(2199, 12, 31)));

  private Slots() {}

  static SlotType.NumberRange number(String min, String max, int decimals) {
    return new SlotType.NumberRange(new BigDecimal(min), new BigDecimal(max), decimals);
  }

  static SlotType.OneOf oneOf(String... keys) {
    Map<String, List<String>> words = new LinkedHashMap<>();
    Stream.of(keys).forEach(key -> words.put(key, List.of()));
    return new SlotType.OneOf(words);
  }

  static SlotType.Fitting pattern(String regex, int max, String... examples) {
    return new SlotType.Fitting(Pattern.compile(regex), max, List.of(examples));
  }

  static SlotType.FreeText text(int max, String... examples) {
    return new SlotType.FreeText(max, List.of(examples));
  }

  static DateBound fromToday(Period period) {
    return new DateBound.FromToday(period);
  }

  static Slot slot(String name, SlotType type) {
    return new Slot(name, type, Optional.empty(), Optional.empty(), Place.of("test.yml"));
  }

  static Slot asking(String name, SlotType type, String ask) {
    return new Slot(name, type, Optional.of(ask), Optional.empty(), Place.of("test.yml"));
  }

  static SlotFiller filler(List<Slot> slots, String... says) {
    return new SlotFiller(slots, Stream.of(says).map(Template::of).toList());
  }

  /** What {@code message} says about a rail's only slot, as {@link #show} shows it. */
  static String fill(SlotType type, String message) {
    return show(one(type).fill(Set.of("x"), message, TODAY).get("x"));
  }

  static String answer(SlotType type, String message) {
    return show(one(type).answer("x", Set.of("x"), message, TODAY).get("x"));
  }

  private static SlotFiller one(SlotType type) {
    return filler(List.of(slot("x", type)), "it is {x}");
  }

  /** The value, or MISSING, UNCLEAR or OUT. */
  static String show(@Nullable Filling filling) {
    return switch (filling) {
      case null -> "NOT THERE";
      case Filled(String value) -> value;
      case Missing missing -> "MISSING";
      case Unclear unclear -> "UNCLEAR";
      case OutOfRange out -> "OUT";
    };
  }
}
