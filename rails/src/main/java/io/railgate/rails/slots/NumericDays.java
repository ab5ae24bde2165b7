package io.railgate.rails.slots;

import org.jspecify.annotations.Nullable;

/** Days in digits: 2026-05-03, 3.5.2026 (the day first), 13/05/2026 (in both orders), 3.5.26. */
final class NumericDays {

  /** What two-digit years count from. */
  static final int THIS_CENTURY = 2000;

  private final Message message;

  NumericDays(Message message) {
    this.message = message;
  }

  /** The day that begins at token {@code i}. */
  @Nullable DateSpan at(int i) {
    String separator = message.word(i + 1);
    boolean joined =
        (separator.equals("-") || separator.equals(".") || separator.equals("/"))
            && message.at(i + 3).is(separator);
    if (!joined || !isWhole(i)) {
      return null;
    }
    Days days = days(message.word(i), message.word(i + 2), message.word(i + 4), separator);
    return days == null ? null : new DateSpan(i, i + 5, days, true);
  }

  private static @Nullable Days days(String first, String second, String third, String separator) {
    if (first.length() == 4 && second.length() <= 2 && third.length() <= 2) {
      return Days.of(number(first), number(second), number(third));
    }
    boolean shortYear = third.length() == 2 && !separator.equals("-");
    if (first.length() > 2 || second.length() > 2 || (third.length() != 4 && !shortYear)) {
      return null;
    }
    int year = shortYear ? THIS_CENTURY + number(third) : number(third);
    Days dayFirst = Days.of(year, number(second), number(first));
    Days days =
        separator.equals(".")
            ? dayFirst
            : dayFirst.or(Days.of(year, number(first), number(second)));
    return shortYear && days.candidates().isEmpty() ? null : days;
  }

  /** Whether three runs of digits stand there, and nothing that goes on with them. */
  private boolean isWhole(int i) {
    for (int part = i; part <= i + 4; part++) {
      boolean digits = (part - i) % 2 == 0;
      if (message.at(part).isDigits() != digits || (part > i && !message.at(part).glued())) {
        return false;
      }
    }
    Token before = message.at(i - 1);
    Token after = message.at(i + 5);
    boolean fromLeft =
        message.at(i).glued()
            && (before.isLetters() || (before.glued() && message.at(i - 2).isDigits()));
    boolean toRight =
        after.glued()
            && (after.isLetters() || (message.at(i + 6).glued() && message.at(i + 6).isDigits()));
    return !fromLeft && !toRight;
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }
}
