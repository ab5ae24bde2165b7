package io.railgate.rails.slots;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The English words of days, months and spans of time. */
final class CalendarWords {

  private static final Map<String, Month> MONTHS = months();
  private static final Map<String, DayOfWeek> WEEKDAYS = weekdays();
  private static final Map<String, DayOfWeek> SHORT_WEEKDAYS = shortWeekdays();

  private static final Map<String, Period> UNITS =
      Map.of(
          "day", Period.ofDays(1),
          "days", Period.ofDays(1),
          "week", Period.ofWeeks(1),
          "weeks", Period.ofWeeks(1),
          "fortnight", Period.ofWeeks(2),
          "month", Period.ofMonths(1),
          "months", Period.ofMonths(1),
          "year", Period.ofYears(1),
          "years", Period.ofYears(1));

  private static final List<String> COUNTS =
      List.of(
          "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
              .concat(" fifteen sixteen seventeen eighteen nineteen twenty")
              .split(" "));

  private static final Set<String> ORDINAL_ENDS = Set.of("st", "nd", "rd", "th");

  private CalendarWords() {}

  /** A month by its name, or by the first letters of it. */
  static @Nullable Month month(String word) {
    return MONTHS.get(word);
  }

  static @Nullable DayOfWeek weekday(String word) {
    return WEEKDAYS.get(word);
  }

  /** By its name or by the first letters of it, which may be other words too: sun, sat. */
  static @Nullable DayOfWeek anyWeekday(String word) {
    DayOfWeek full = WEEKDAYS.get(word);
    return full != null ? full : SHORT_WEEKDAYS.get(word);
  }

  static @Nullable Period unit(String word) {
    return UNITS.get(word);
  }

  /** The count that a word says, "a" for one; -1 if it says none. */
  static int count(String word) {
    return word.equals("a") || word.equals("an") ? 1 : COUNTS.indexOf(word);
  }

  static boolean isOrdinalEnd(String word) {
    return ORDINAL_ENDS.contains(word);
  }

  private static Map<String, Month> months() {
    Map<String, Month> months = new HashMap<>();
    for (Month month : Month.values()) {
      String name = month.name().toLowerCase(Locale.ROOT);
      months.put(name, month);
      months.put(name.substring(0, 3), month);
    }
    months.put("sept", Month.SEPTEMBER);
    return Map.copyOf(months);
  }

  private static Map<String, DayOfWeek> weekdays() {
    Map<String, DayOfWeek> days = new HashMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      days.put(day.name().toLowerCase(Locale.ROOT), day);
    }
    return Map.copyOf(days);
  }

  private static Map<String, DayOfWeek> shortWeekdays() {
    Map<String, DayOfWeek> days = new HashMap<>();
    WEEKDAYS.forEach((name, day) -> days.put(name.substring(0, 3), day));
    days.put("tues", DayOfWeek.TUESDAY);
    days.put("weds", DayOfWeek.WEDNESDAY);
    days.put("thur", DayOfWeek.THURSDAY);
    days.put("thurs", DayOfWeek.THURSDAY);
    return Map.copyOf(days);
  }
}
