package io.railgate.rails.slots;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the days of a message. For one use. */
final class Dates {

  private static final Map<String, Integer> FROM_TODAY =
      Map.of("today", 0, "tonight", 0, "now", 0, "tomorrow", 1, "yesterday", -1);

  private static final Set<String> LATER = Set.of("from", "after");
  private static final Set<String> BETWEEN_COUNTS = Set.of("or", "to", "and", ",");

  /** Before what lasts or comes back, and is no distance: for 2 weeks from tomorrow. */
  private static final Set<String> LASTING =
      Set.of("for", "every", "each", "per", "times", "once", "twice");

  private static final int MOST_COUNT_DIGITS = 4;

  private final Message message;
  private final LocalDate today;
  private final NumericDays numeric;
  private final NamedDays named;
  private final Weekdays weekdays;

  private Dates(Message message, LocalDate today, boolean answer) {
    this.message = message;
    this.today = today;
    this.numeric = new NumericDays(message);
    this.named = new NamedDays(message, today.getYear());
    this.weekdays = new Weekdays(message, today, answer);
  }

  /**
   * All days, in order.
   *
   * @param answer whether the message answers the question for a day: then "sun" is one
   */
  static List<DateSpan> find(Message message, LocalDate today, boolean answer) {
    Dates dates = new Dates(message, today, answer);
    List<DateSpan> found = new ArrayList<>();
    for (int i = 0; i < message.size(); ) {
      DateSpan span = dates.at(i);
      if (span != null) {
        found.add(span);
      }
      i = span == null ? i + 1 : span.end();
    }
    return found;
  }

  private @Nullable DateSpan at(int i) {
    DateSpan distance = distance(i);
    if (distance != null) {
      return distance;
    }
    return message.at(i).is("now") ? null : base(i);
  }

  private boolean isDay(int i) {
    return CalendarWords.unit(message.word(i)) != null;
  }

  /** A day that is not told by its distance from another. */
  private @Nullable DateSpan base(int i) {
    Integer days = FROM_TODAY.get(message.word(i));
    if (days != null) {
      boolean week = message.at(i + 1).is("week");
      boolean other = // perhaps the day after tomorrow
          message.at(i - 1).is(days < 0 ? "before" : "after") && !isDay(i - 2);
      Days day =
          week || (other && days != 0) || goesOnAsADay(i + 1)
              ? Days.DOUBTFUL
              : Days.of(today.plusDays(days));
      return new DateSpan(i, week ? i + 2 : i + 1, day, false);
    }
    DateSpan withWeekday = weekdayThenDay(i);
    if (withWeekday != null) {
      return withWeekday;
    }
    DateSpan day = calendarDay(i);
    return day == null ? weekdays.at(i) : dayThenWeekday(day);
  }

  /** As in tomorrow or the day after, today plus 3 days. */
  private boolean goesOnAsADay(int end) {
    boolean dayAfter =
        (message.at(end).is("or") || message.at(end).is("and"))
            && message.at(end + 1).is("the")
            && message.at(end + 2).is("day")
            && message.at(end + 3).is("after");
    return dayAfter
        || ((message.at(end).is("plus") || message.at(end).is("+")) && isCount(end + 1));
  }

  private @Nullable DateSpan calendarDay(int i) {
    if (message.at(i).is("the")) {
      return message.at(i + 1).isDigits() ? named.at(i + 1) : null;
    }
    DateSpan day = message.at(i).isDigits() ? numeric.at(i) : null;
    return day != null ? day : named.at(i);
  }

  /** Friday, 3 May. */
  private @Nullable DateSpan weekdayThenDay(int i) {
    DayOfWeek weekday = CalendarWords.anyWeekday(message.word(i));
    if (weekday == null) {
      return null;
    }
    String after = message.word(i + 1);
    DateSpan day = calendarDay(after.equals(",") || after.equals(".") ? i + 2 : i + 1);
    return day == null ? null : day.with(i, day.end(), on(day.days(), weekday));
  }

  /** 3 May 2026, Friday. */
  private DateSpan dayThenWeekday(DateSpan day) {
    int next = message.at(day.end()).is(",") ? day.end() + 1 : day.end();
    DayOfWeek weekday = CalendarWords.weekday(message.word(next));
    return weekday == null ? day : day.with(day.start(), next + 1, on(day.days(), weekday));
  }

  private static Days on(Days days, DayOfWeek weekday) {
    return days.only(day -> day.getDayOfWeek() == weekday);
  }

  /** In 3 days, 3 days ago, a week from Friday, the day after tomorrow. */
  private @Nullable DateSpan distance(int i) {
    int start = message.at(i).is("in") ? i + 1 : i;
    int count = count(start);
    Period unit = CalendarWords.unit(message.word(count < 0 ? start : start + 1));
    if (unit == null || (count < 0 && start > i)) {
      return null;
    }
    int end = count < 0 ? start + 1 : start + 2;
    Period period = unit.multipliedBy(count < 0 ? 1 : count);
    boolean sum = followsADistance(start) || LASTING.contains(message.word(start - 1));
    DateSpan fromOther = fromOther(i, end, period);
    if (fromOther != null) {
      return sum ? span(i, fromOther.end(), Days.DOUBTFUL) : fromOther;
    }
    if (start > i) {
      return span(i, end, goesOn(end) ? Days.DOUBTFUL : Days.of(today.plus(period)));
    }
    if (count < 0) {
      return null;
    }
    if (message.at(end).is("ago")) {
      return span(i, end + 1, sum ? Days.DOUBTFUL : Days.of(today.minus(period)));
    }
    DateSpan other = isDayWord(end) ? base(message.at(end).is("on") ? end + 1 : end) : null;
    return other == null ? null : span(i, other.end(), Days.DOUBTFUL);
  }

  /** As the second in 2 weeks and 3 days. */
  private boolean followsADistance(int start) {
    String word = message.word(start - 1);
    boolean joined = BETWEEN_COUNTS.contains(word) || word.equals("plus") || word.equals("minus");
    int unit = joined ? start - 2 : start - 1;
    return CalendarWords.unit(message.word(unit)) != null && isCount(unit - 1);
  }

  /** As in a week or two, 2 days to 3, a week and a half, a year and 2 months. */
  private boolean goesOn(int end) {
    String word = message.word(end);
    boolean half = message.at(end + 1).is("a") && message.at(end + 2).is("half");
    if (word.equals("and")) {
      return half || isDistance(end + 1);
    }
    if (word.equals(",")) {
      return isDistance(end + 1);
    }
    return isDistance(end) || (BETWEEN_COUNTS.contains(word) && isCount(end + 1));
  }

  private boolean isDistance(int i) {
    return isCount(i) && CalendarWords.unit(message.word(i + 1)) != null;
  }

  /** The rest of a week from Friday, or of the day before yesterday. */
  private @Nullable DateSpan fromOther(int start, int end, Period period) {
    boolean earlier = message.at(end).is("before");
    if (!earlier && !LATER.contains(message.word(end))) {
      return null;
    }
    DateSpan other = base(end + 1);
    return other == null
        ? null
        : span(start, other.end(), other.days().plus(earlier ? period.negated() : period));
  }

  /** Whether a day follows that a span of time may count from: a week on Friday. */
  private boolean isDayWord(int i) {
    int at = message.at(i).is("on") ? i + 1 : i;
    return CalendarWords.weekday(message.word(at)) != null
        || (at == i && FROM_TODAY.containsKey(message.word(i)));
  }

  /** The count at token {@code i}; -1 if there is none, or it is part of a longer one. */
  private int count(int i) {
    Token token = message.at(i);
    Token before = message.at(i - 1);
    boolean part =
        before.isDigits()
            || before.is("-")
            || NumberWords.part(before.word()) != null
            || (token.glued() && before.glued())
            || (BETWEEN_COUNTS.contains(before.word()) && isCount(i - 2));
    if (part || (token.isDigits() && token.word().length() > MOST_COUNT_DIGITS)) {
      return -1;
    }
    return token.isDigits() ? Integer.parseInt(token.word()) : CalendarWords.count(token.word());
  }

  private boolean isCount(int i) {
    return message.at(i).isDigits() || CalendarWords.count(message.word(i)) >= 0;
  }

  private static DateSpan span(int start, int end, Days days) {
    return new DateSpan(start, end, days, false);
  }
}
