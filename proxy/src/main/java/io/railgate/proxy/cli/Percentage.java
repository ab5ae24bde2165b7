package io.railgate.proxy.cli;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A share in percent, from 0 to 100, as written.
 *
 * @param percent such as 99.5
 */
record Percentage(BigDecimal percent) {

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  /** Whether {@code part} of {@code whole} is less; exact. */
  boolean isAbove(int part, int whole) {
    return compare(part, whole) > 0;
  }

  /** Whether {@code part} of {@code whole} is more; exact. */
  boolean isBelow(int part, int whole) {
    return compare(part, whole) < 0;
  }

  private int compare(int part, int whole) {
    return percent
        .multiply(BigDecimal.valueOf(whole))
        .compareTo(WHOLE.multiply(BigDecimal.valueOf(part)));
  }

  @Override
  public String toString() {
    return percent.toPlainString() + "%";
  }

  /** Reads {@code 99.5%}. */
  static final class Converter implements ITypeConverter<Percentage> {

    @Override
    public Percentage convert(String text) {
      var matcher = WRITTEN.matcher(text);
      if (matcher.matches()) {
        BigDecimal percent = new BigDecimal(matcher.group(1));
        if (percent.compareTo(WHOLE) <= 0) {
          return new Percentage(percent);
        }
      }
      throw new TypeConversionException(
          "found \"" + text + "\", expected a percentage from 0% to 100%");
    }
  }
}
