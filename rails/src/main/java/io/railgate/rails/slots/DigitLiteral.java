package io.railgate.rails.slots;

import java.math.BigDecimal;
import java.util.List;

/** Reads a number in digits from its groups and what stands between them. */
final class DigitLiteral {

  /** Most digits of a number. */
  static final int MOST_DIGITS = 18;

  private static final NumberReading DOUBTFUL = new NumberReading.Doubtful();

  private DigitLiteral() {}

  /**
   * Reads it.
   *
   * @param groups runs of ASCII digits, at least one
   * @param separators the character between each two groups: a point, comma, apostrophe or space
   */
  static NumberReading read(List<String> groups, String separators) {
    if (groups.stream().mapToInt(String::length).sum() > MOST_DIGITS) {
      return new NumberReading.TooLong();
    }
    if (separators.isEmpty()) {
      return exact(groups, 1);
    }
    char last = separators.charAt(separators.length() - 1);
    boolean alike = separators.chars().allMatch(each -> each == last);
    if (!alike) {
      return mixed(groups, separators, last);
    }
    if (separators.length() > 1 || last == '\'' || last == ' ') {
      return grouped(groups) ? exact(groups, groups.size()) : DOUBTFUL;
    }
    return last == ',' ? comma(groups) : point(groups);
  }

  /** Groups of thousands, then one decimal separator of another kind: 1,000.50 and 1.000,50. */
  private static NumberReading mixed(List<String> groups, String separators, char last) {
    char first = separators.charAt(0);
    String thousands = separators.substring(0, separators.length() - 1);
    boolean regular =
        (last == '.' || last == ',')
            && thousands.chars().allMatch(each -> each == first)
            && grouped(groups.subList(0, groups.size() - 1));
    return regular ? exact(groups, groups.size() - 1) : DOUBTFUL;
  }

  private static NumberReading comma(List<String> groups) {
    int after = groups.getLast().length();
    if (grouped(groups)) {
      return exact(groups, 2);
    }
    boolean decimal = after <= 2 || groups.getFirst().equals("0");
    return decimal ? exact(groups, 1) : DOUBTFUL;
  }

  private static NumberReading point(List<String> groups) {
    NumberReading decimal = exact(groups, 1);
    return grouped(groups) && decimal instanceof NumberReading.Exact(BigDecimal value)
        ? new NumberReading.PointOrGroup(value)
        : decimal;
  }

  /** Whether the groups are one of up to three digits, not with a leading zero, and threes. */
  static boolean grouped(List<String> groups) {
    String first = groups.getFirst();
    return first.length() <= 3
        && first.charAt(0) != '0'
        && groups.stream().skip(1).allMatch(group -> group.length() == 3);
  }

  private static NumberReading exact(List<String> groups, int whole) {
    String decimals = String.join("", groups.subList(whole, groups.size()));
    String digits = String.join("", groups.subList(0, whole));
    return new NumberReading.Exact(
        new BigDecimal(decimals.isEmpty() ? digits : digits + "." + decimals));
  }
}
