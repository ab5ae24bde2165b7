package io.railgate.rails.slots;

import io.railgate.rails.set.SlotType;
import java.math.BigDecimal;

/** What digits or words say as a number. */
sealed interface NumberReading {

  /** This number. */
  record Exact(BigDecimal value) implements NumberReading {}

  /**
   * One that has a point before its last three digits, such as 1.000: it is meant only where the
   * slot has three decimals; else it may be a thousand.
   */
  record PointOrGroup(BigDecimal value) implements NumberReading {}

  /** One that can be read in two ways. */
  record Doubtful() implements NumberReading {}

  /** More digits than {@link DigitLiteral#MOST_DIGITS}. */
  record TooLong() implements NumberReading {}

  default NumberReading negated() {
    return switch (this) {
      case Exact(BigDecimal value) -> new Exact(value.negate());
      case PointOrGroup(BigDecimal value) -> new PointOrGroup(value.negate());
      case Doubtful doubtful -> this;
      case TooLong tooLong -> this;
    };
  }

  default Filling in(SlotType.NumberRange range) {
    return switch (this) {
      case Exact(BigDecimal value) -> in(range, value);
      case PointOrGroup(BigDecimal value) ->
          range.decimals() >= 3 ? in(range, value) : new Filling.Unclear();
      case Doubtful doubtful -> new Filling.Unclear();
      case TooLong tooLong -> new Filling.OutOfRange();
    };
  }

  private static Filling in(SlotType.NumberRange range, BigDecimal value) {
    BigDecimal canonical = value.stripTrailingZeros();
    boolean within =
        canonical.compareTo(range.min()) >= 0
            && canonical.compareTo(range.max()) <= 0
            && canonical.scale() <= range.decimals();
    return within ? new Filling.Filled(canonical.toPlainString()) : new Filling.OutOfRange();
  }
}
