package io.railgate.proxy.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers in words. */
public final class Figures {

  private Figures() {}

  /** {@code 1 rail}, {@code 2 rails}. */
  static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** {@code 87.5% (7 of 8)}. */
  public static String of(int part, int whole) {
    return "%s (%d of %d)".formatted(share(part, whole), part, whole);
  }

  /**
   * A share in percent with one decimal. It is 0.0% or 100.0% only if it is exactly that; a dash if
   * there is nothing to share.
   */
  static String share(int part, int whole) {
    if (whole == 0) {
      return "-";
    }
    double percent = 100.0 * part / whole;
    if (part > 0 && part < whole) {
      percent = Math.clamp(percent, 0.1, 99.9);
    }
    return String.format(Locale.ROOT, "%.1f%%", percent);
  }

  /**
   * A number from 0 to 1 with three decimals. Rounded down, so that what falls short of the
   * threshold is not shown as reaching it.
   */
  static String number(double value) {
    return BigDecimal.valueOf(value).setScale(3, RoundingMode.FLOOR).toPlainString();
  }
}
