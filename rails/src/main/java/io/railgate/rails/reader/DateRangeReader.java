package io.railgate.rails.reader;

import io.railgate.rails.set.DateBound;
import io.railgate.rails.set.SlotType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the days that a slot's value may be. */
final class DateRangeReader {

  private static final DateBound TODAY = new DateBound.FromToday(Period.ZERO);
  private static final DateBound IN_A_YEAR = new DateBound.FromToday(Period.ofYears(1));

  private static final Pattern FROM_TODAY =
      Pattern.compile("(?<sign>[+-])(?<count>\\d{1,5})(?<unit>[dwmy])");

  /** Periods are compared as if from this day on. */
  private static final LocalDate ANY_DAY = LocalDate.of(2026, 6, 17);

  private final String slot;
  private final Scalars scalars;
  private final Problems problems;

  /**
   * Reads for a slot.
   *
   * @param slot what it is, for messages
   */
  DateRangeReader(String slot, Scalars scalars, Problems problems) {
    this.slot = slot;
    this.scalars = scalars;
    this.problems = problems;
  }

  /** The range, or empty after a problem was added. */
  Optional<SlotType> read(Mapping date) {
    date.allowOnly(Keys.DATE);
    Optional<DateBound> first = bound(date, "from");
    Optional<DateBound> last = bound(date, "to");
    DateBound from = first.orElseGet(() -> last.map(DateRangeReader::before).orElse(TODAY));
    DateBound to = last.orElseGet(() -> first.map(DateRangeReader::behind).orElse(IN_A_YEAR));
    boolean comparable = from.getClass() == to.getClass();
    if (comparable && from.on(ANY_DAY).isAfter(to.on(ANY_DAY))) {
      problems.add(date.placeOf("from"), "from is later than to in " + slot);
      return Optional.empty();
    }
    return Optional.of(new SlotType.DateRange(from, to));
  }

  /**
   * Where a range begins that ends so: today, or a year before an end that is not in the future.
   */
  private static DateBound before(DateBound end) {
    return end instanceof DateBound.FromToday(Period period) && !end.on(ANY_DAY).isAfter(ANY_DAY)
        ? new DateBound.FromToday(period.minusYears(1))
        : TODAY;
  }

  /** Where a range ends that begins so: today, or a year after a beginning that is not past. */
  private static DateBound behind(DateBound beginning) {
    return switch (beginning) {
      case DateBound.FromToday(Period period) ->
          beginning.on(ANY_DAY).isBefore(ANY_DAY)
              ? TODAY
              : new DateBound.FromToday(period.plusYears(1));
      case DateBound.Fixed fixed -> IN_A_YEAR;
    };
  }

  private Optional<DateBound> bound(Mapping date, String key) {
    Optional<Text> text = date.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String value = text.get().value();
    if (value.equals("today")) {
      return Optional.of(TODAY);
    }
    Matcher matcher = FROM_TODAY.matcher(value);
    if (matcher.matches()) {
      return Optional.of(new DateBound.FromToday(period(matcher)));
    }
    try {
      return Optional.of(new DateBound.Fixed(LocalDate.parse(value)));
    } catch (DateTimeException e) {
      return scalars.misfit(
          text.get(),
          key,
          "today, a day such as 2026-12-31, or a period from today such as +6m, -1y");
    }
  }

  private static Period period(Matcher matcher) {
    int count = Integer.parseInt(matcher.group("sign") + matcher.group("count"));
    return switch (matcher.group("unit")) {
      case "d" -> Period.ofDays(count);
      case "w" -> Period.ofWeeks(count);
      case "m" -> Period.ofMonths(count);
      default -> Period.ofYears(count);
    };
  }
}
