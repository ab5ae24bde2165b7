package io.railgate.rails.slots;

import java.time.Month;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Days by their month's name: 3 May 2026, the 3rd of May, May 3rd, 3-May-2026. */
final class NamedDays {

  /** What stands between two days of which one is meant, or both. */
  private static final Set<String> BETWEEN_DAYS =
      Set.of(
          "-", "or", "and", "to", "until", "till", "through", "thru", "&", ",", "/", "~", "\u2014");

  private static final Set<String> SEPARATORS = Set.of(",", "-", "/", ".", "'");
  private static final Set<String> BEFORE_A_MONTH = Set.of("in", "of", "since", "until", "by");
  private static final Set<String> ALSO_VERBS = Set.of("may", "march", "mar");

  private final Message message;
  private final int thisYear;

  NamedDays(Message message, int thisYear) {
    this.message = message;
    this.thisYear = thisYear;
  }

  /** The day that begins at token {@code i}. */
  @Nullable DateSpan at(int i) {
    if (message.at(i).glued() && !message.at(i - 1).isSymbol()) {
      return null;
    }
    if (message.at(i).isDigits()) {
      DateSpan several = severalThenMonth(i);
      return several != null ? several : dayThenMonth(i);
    }
    Month month = CalendarWords.month(message.word(i));
    return month == null ? null : monthThenDay(i, month);
  }

  /** 3 May 2026, 3rd of May, 3-May-2026. */
  private @Nullable DateSpan dayThenMonth(int i) {
    int day = day(i);
    int next = afterDay(i);
    if (day < 0 || isJoinedBefore(i)) {
      return null;
    }
    String word = message.word(next);
    next += word.equals("-") || word.equals("/") || word.equals(".") || word.equals("of") ? 1 : 0;
    Month month = CalendarWords.month(message.word(next));
    if (month == null) {
      return null;
    }
    DateSpan span = withYear(i, next + 1, month, day);
    return isOneOfSeveral(span.end()) ? span.with(i, span.end(), Days.DOUBTFUL) : span;
  }

  /** Before "or 4" and "and the 4th". */
  private boolean isOneOfSeveral(int end) {
    int other = message.at(end + 1).is("the") ? end + 2 : end + 1;
    boolean ordinal = afterDay(other) > other + 1;
    return BETWEEN_DAYS.contains(message.word(end))
        && day(other) >= 0
        && !isJoinedAfter(other + 1)
        && (ordinal || message.at(end).is("or"))
        && CalendarWords.month(message.word(afterDay(other))) == null;
  }

  /** 3 or 4 May, 3-5 May. */
  private @Nullable DateSpan severalThenMonth(int i) {
    int between = afterDay(i);
    if (day(i) < 0 || isJoinedBefore(i) || !BETWEEN_DAYS.contains(message.word(between))) {
      return null;
    }
    DateSpan last = message.at(between + 1).isDigits() ? dayThenMonthAfter(between + 1) : null;
    return last == null ? null : last.with(i, last.end(), Days.DOUBTFUL);
  }

  private @Nullable DateSpan dayThenMonthAfter(int i) {
    int next = afterDay(i);
    next += message.at(next).is("of") ? 1 : 0;
    Month month = day(i) < 0 ? null : CalendarWords.month(message.word(next));
    return month == null ? null : withYear(i, next + 1, month, day(i));
  }

  /** May 3, May 3rd, 2026; May 2026 is doubtful. */
  private @Nullable DateSpan monthThenDay(int i, Month month) {
    int next = i + 1;
    String word = message.word(next);
    next += word.equals(".") || word.equals("-") || word.equals("/") || word.equals("the") ? 1 : 0;
    int year = year(next);
    if (year >= 0) {
      boolean verb = ALSO_VERBS.contains(message.word(i));
      return !verb || BEFORE_A_MONTH.contains(message.word(i - 1))
          ? new DateSpan(i, next + 1, Days.DOUBTFUL, true)
          : null;
    }
    boolean comma = message.at(next + 1).is(",") && year(next + 2) >= 0;
    if (day(next) < 0 || (isJoinedAfter(next + 1) && !comma)) {
      return null;
    }
    int end = afterDay(next);
    int other = message.at(end + 1).is("the") ? end + 2 : end + 1;
    boolean several =
        BETWEEN_DAYS.contains(message.word(end))
            && day(other) >= 0
            && !isJoinedAfter(other + 1)
            && CalendarWords.month(message.word(afterDay(other))) == null;
    return several
        ? new DateSpan(i, afterDay(other), Days.DOUBTFUL, true)
        : withYear(i, end, month, day(next));
  }

  private DateSpan withYear(int start, int end, Month month, int day) {
    String word = message.word(end);
    int next = SEPARATORS.contains(word) ? end + 1 : end;
    int year = year(next);
    if (year >= 0) {
      return new DateSpan(start, next + 1, Days.of(year, month.getValue(), day), true);
    }
    if (isShortYear(next) && !word.equals(",")) {
      return withShortYear(start, end, next, month, day);
    }
    int shift = List.of("last", "this", "next").indexOf(word) - 1;
    if (shift >= -1 && message.at(end + 1).is("year")) {
      return new DateSpan(start, end + 2, Days.of(thisYear + shift, month.getValue(), day), true);
    }
    List<Integer> years = List.of(thisYear - 1, thisYear, thisYear + 1);
    return new DateSpan(start, end, Days.of(years, month.getValue(), day), true);
  }

  /** 3/May/27 has a year; in 3-May-27, 3 May '27 and 3 May 27 it may be one. */
  private DateSpan withShortYear(int start, int end, int next, Month month, int day) {
    String separator = message.word(end);
    boolean glued = next > end && message.at(next).glued();
    if (glued && message.at(end).glued() && (separator.equals("/") || separator.equals("."))) {
      int year = NumericDays.THIS_CENTURY + Integer.parseInt(message.word(next));
      return new DateSpan(start, next + 1, Days.of(year, month.getValue(), day), true);
    }
    return new DateSpan(start, glued ? next + 1 : end, Days.DOUBTFUL, true);
  }

  private boolean isShortYear(int i) {
    return day(i) >= 0 && message.word(i).length() == 2 && !isJoinedAfter(i + 1);
  }

  /** The day of a month in the digits of token {@code i}; -1 if there is none. */
  private int day(int i) {
    Token token = message.at(i);
    return token.isDigits() && token.word().length() <= 2 ? Integer.parseInt(token.word()) : -1;
  }

  private int afterDay(int i) {
    boolean ordinal = message.at(i + 1).glued() && CalendarWords.isOrdinalEnd(message.word(i + 1));
    return ordinal ? i + 2 : i + 1;
  }

  /** The year in the digits of token {@code i}, 1900 to 2199; -1 if there is none. */
  private int year(int i) {
    Token token = message.at(i);
    if (!token.isDigits() || token.word().length() != 4 || isJoinedAfter(i + 1)) {
      return -1;
    }
    int year = Integer.parseInt(token.word());
    return year >= 1900 && year <= 2199 ? year : -1;
  }

  /** Whether the digits before {@code end} go on: 3.5, 3:30, 3pm; not in 3rd. */
  private boolean isJoinedAfter(int end) {
    Token after = message.at(end);
    boolean letters = after.isLetters() && !CalendarWords.isOrdinalEnd(after.word());
    boolean symbol =
        after.isSymbol()
            && !after.is("-")
            && message.at(end + 1).glued()
            && message.at(end + 1).isDigits();
    return after.glued() && (letters || symbol);
  }

  /** Whether other digits are joined to token {@code i} from the left: 2.3 May. */
  private boolean isJoinedBefore(int i) {
    boolean points = message.at(i - 1).is(".") && message.at(i - 2).is(".");
    return message.at(i).glued()
        && message.at(i - 1).glued()
        && (message.at(i - 2).isDigits() || points);
  }
}
