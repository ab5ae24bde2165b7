package io.railgate.rails.slots;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Days by their weekday: Friday, this Friday, next Friday, Friday next week. */
final class Weekdays {

  private static final List<String> WEEKS = List.of("last", "this", "next");
  private static final Set<String> NOT_THE_NEAREST =
      Set.of(
          "every any some each other following first second third fourth fifth final".split(" "));

  private final Message message;
  private final LocalDate today;
  private final boolean answer;

  Weekdays(Message message, LocalDate today, boolean answer) {
    this.message = message;
    this.today = today;
    this.answer = answer;
  }

  /** The day that begins at token {@code i}. */
  @Nullable DateSpan at(int i) {
    int week = WEEKS.indexOf(message.word(i)) - 1;
    if (week >= -1 && message.at(i + 1).is("week")) {
      int on = message.at(i + 2).is("on") ? i + 3 : i + 2;
      DayOfWeek day = CalendarWords.anyWeekday(message.word(on));
      return day == null ? null : span(i, on + 1, Days.of(inWeek(day, week)));
    }
    if (week >= -1 || isComing(i) || message.at(i).is("past")) {
      return modified(i);
    }
    DayOfWeek day = weekday(i);
    if (day == null) {
      return null;
    }
    boolean counted =
        CalendarWords.isOrdinalEnd(message.word(i - 1))
            && message.at(i - 1).glued()
            && message.at(i - 2).isDigits();
    if (counted || NOT_THE_NEAREST.contains(message.word(i - 1))) {
      return span(i, i + 1, Days.DOUBTFUL);
    }
    int after = WEEKS.indexOf(message.word(i + 1)) - 1;
    if (after >= -1 && message.at(i + 2).is("week")) {
      return span(i, i + 3, Days.of(inWeek(day, after)));
    }
    return guarded(i, i + 1, Days.of(next(day)).or(Days.of(previous(day))).or(same(day)));
  }

  private boolean isComing(int i) {
    return message.at(i).is("coming");
  }

  /** this, next, last, coming, this coming, past. */
  private @Nullable DateSpan modified(int i) {
    String modifier = message.word(i);
    int at = i + 1;
    if (isComing(at) || message.at(at).is("past")) {
      modifier = message.word(at);
      at++;
    }
    DayOfWeek day = CalendarWords.anyWeekday(message.word(at));
    if (day == null) {
      return null;
    }
    Days days =
        switch (modifier) {
          case "this" -> Days.of(inWeek(day, 0));
          case "next" -> nextOf(day);
          case "last" -> lastOf(day);
          case "past" -> Days.of(previous(day));
          default -> Days.of(next(day));
        };
    return guarded(i, at + 1, days);
  }

  /** The coming one if that is in the next ISO week; else that, or the one a week later. */
  private Days nextOf(DayOfWeek day) {
    LocalDate coming = next(day);
    return coming.equals(inWeek(day, 1)) ? Days.of(coming) : Days.of(coming, coming.plusWeeks(1));
  }

  private Days lastOf(DayOfWeek day) {
    LocalDate past = previous(day);
    return past.equals(inWeek(day, -1)) ? Days.of(past) : Days.of(past, past.minusWeeks(1));
  }

  /** Doubtful if what follows changes it: Friday week, Friday in May, Friday the 13th. */
  private DateSpan guarded(int start, int end, Days days) {
    if (message.at(end).is("week")) {
      return span(start, end + 1, Days.DOUBTFUL);
    }
    boolean farther = message.at(end).is("after") && message.at(end + 1).is("next");
    boolean earlier = message.at(end).is("before") && message.at(end + 1).is("last");
    boolean inMonth =
        message.at(end).is("in") && CalendarWords.month(message.word(end + 1)) != null;
    boolean inWeek = message.at(end).is("the") && message.at(end + 1).is("week");
    if (farther || earlier || inMonth || inWeek || message.at(end).is("of")) {
      return span(start, end + 1, Days.DOUBTFUL);
    }
    int day = message.at(end).is("the") ? end + 1 : end;
    boolean ordinal =
        message.at(day).isDigits()
            && message.at(day + 1).glued()
            && CalendarWords.isOrdinalEnd(message.word(day + 1));
    return ordinal
        ? span(start, day + 2, Days.DOUBTFUL)
        : span(start, end, isDayOfMonth(day) ? onDay(days, message.word(day)) : days);
  }

  /** As in Monday 30, not in Monday 8:30 and Monday 8pm. */
  private boolean isDayOfMonth(int i) {
    Token after = message.at(i + 1);
    boolean time = after.is("am") || after.is("pm") || (after.glued() && !after.is(","));
    return message.at(i).isDigits() && message.word(i).length() <= 2 && !time;
  }

  private static Days onDay(Days days, String dayOfMonth) {
    return days.only(day -> day.getDayOfMonth() == Integer.parseInt(dayOfMonth));
  }

  private @Nullable DayOfWeek weekday(int i) {
    boolean on = message.at(i - 1).is("on") || answer;
    return on ? CalendarWords.anyWeekday(message.word(i)) : CalendarWords.weekday(message.word(i));
  }

  private LocalDate inWeek(DayOfWeek day, int weeks) {
    return today.plusWeeks(weeks).with(day);
  }

  private LocalDate next(DayOfWeek day) {
    return today.with(TemporalAdjusters.next(day));
  }

  private LocalDate previous(DayOfWeek day) {
    return today.with(TemporalAdjusters.previous(day));
  }

  private Days same(DayOfWeek day) {
    return today.getDayOfWeek() == day ? Days.of(today) : Days.of();
  }

  private static DateSpan span(int start, int end, Days days) {
    return new DateSpan(start, end, days, false);
  }
}
