package io.railgate.rails.slots;

import io.railgate.rails.slots.NumberWords.Part;
import io.railgate.rails.slots.NumberWords.Role;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Adds up number words: {@code two hundred and fifty}, {@code 2.5 million}, {@code three and a
 * half}. What cannot be one number, such as {@code five five}, is doubtful as a whole. For one use.
 */
final class SpokenNumber {

  private enum Last {
    NOTHING,
    LITERAL,
    UNIT,
    TEEN,
    TENS,
    HUNDRED,
    SCALE,
    CLOSED
  }

  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final Message message;
  private int position;
  private BigDecimal total = BigDecimal.ZERO;
  private BigDecimal group = BigDecimal.ZERO;
  private @Nullable BigDecimal scale;
  private boolean hundreds;
  private Last last;
  private boolean words;

  private SpokenNumber(Message message, int position, BigDecimal literal, Last last) {
    this.message = message;
    this.position = position;
    this.group = literal;
    this.last = last;
  }

  /** The number that begins with the word at {@code start}; "a" stands before it perhaps. */
  static NumberSpan read(Message message, int start) {
    int first = message.at(start).is("a") || message.at(start).is("an") ? start + 1 : start;
    return new SpokenNumber(message, first, BigDecimal.ZERO, Last.NOTHING).sum(start);
  }

  /** The number that begins with {@code literal}, before the token {@code end}. */
  static NumberSpan read(Message message, int start, int end, BigDecimal literal) {
    return new SpokenNumber(message, end, literal, Last.LITERAL).sum(start);
  }

  private NumberSpan sum(int start) {
    while (step()) {}
    if (isTangled()) {
      skipTangle();
      return new NumberSpan(start, position, new NumberReading.Doubtful());
    }
    BigDecimal sum = total.add(group);
    NumberReading reading =
        sum.precision() > DigitLiteral.MOST_DIGITS
            ? new NumberReading.TooLong()
            : new NumberReading.Exact(sum);
    return new NumberSpan(start, position, reading);
  }

  private boolean step() {
    int next = afterHyphen(position);
    Part part = NumberWords.part(message.word(next));
    if (part != null && take(part)) {
      position = next + 1;
      words = true;
      return true;
    }
    return message.at(position).is("and") ? and() : message.at(position).is("point") && point();
  }

  private boolean take(Part part) {
    return switch (part.role()) {
      case UNIT -> add(part, Last.UNIT, part.value().signum() == 0 ? false : last == Last.TENS);
      case TEEN -> add(part, Last.TEEN, false);
      case TENS -> add(part, Last.TENS, false);
      case HUNDRED -> hundred(part);
      case DOZEN -> dozen(part);
      case SCALE -> scale(part);
    };
  }

  private boolean add(Part part, Last next, boolean afterTens) {
    boolean fits = last == Last.NOTHING || last == Last.HUNDRED || last == Last.SCALE || afterTens;
    boolean zeroInside = part.value().signum() == 0 && last != Last.NOTHING;
    if (!fits || zeroInside) {
      return false;
    }
    group = group.add(part.value());
    last = next;
    return true;
  }

  private boolean hundred(Part part) {
    if (hundreds || last == Last.HUNDRED || last == Last.SCALE || last == Last.CLOSED) {
      return false;
    }
    group = last == Last.NOTHING ? part.value() : group.multiply(part.value());
    hundreds = true;
    last = Last.HUNDRED;
    return true;
  }

  private boolean dozen(Part part) {
    if (total.signum() != 0 || last == Last.CLOSED) {
      return false;
    }
    group = last == Last.NOTHING ? part.value() : group.multiply(part.value());
    last = Last.CLOSED;
    return true;
  }

  private boolean scale(Part part) {
    boolean smaller = scale == null || part.value().compareTo(scale) < 0;
    if (!smaller || last == Last.SCALE || last == Last.CLOSED) {
      return false;
    }
    BigDecimal count = last == Last.NOTHING ? BigDecimal.ONE : group;
    total = total.add(count.multiply(part.value()));
    group = BigDecimal.ZERO;
    scale = part.value();
    hundreds = false;
    last = Last.SCALE;
    return true;
  }

  private boolean and() {
    boolean half = message.at(position + 1).is("a") && message.at(position + 2).is("half");
    if (half && total.signum() == 0 && isCount()) {
      group = group.add(HALF);
      position += 3;
      Part next = NumberWords.part(message.word(position));
      if (next == null || !next.multiplies() || !take(next)) {
        last = Last.CLOSED;
      } else {
        position++;
      }
      words = true;
      return true;
    }
    Part next = NumberWords.part(message.word(position + 1));
    if ((last == Last.HUNDRED || last == Last.SCALE)
        && next != null
        && !next.multiplies()
        && take(next)) {
      position += 2;
      return true;
    }
    return false;
  }

  private boolean isCount() {
    return last == Last.LITERAL || last == Last.UNIT || last == Last.TEEN || last == Last.TENS;
  }

  private boolean point() {
    StringBuilder decimals = new StringBuilder(".");
    int next = position + 1;
    while (decimals.length() <= DigitLiteral.MOST_DIGITS) {
      Part part = NumberWords.part(message.word(next));
      if (part == null || part.role() != Role.UNIT) {
        break;
      }
      decimals.append(part.value());
      next++;
    }
    if (decimals.length() == 1 || last == Last.LITERAL || last == Last.CLOSED) {
      return false;
    }
    group = group.add(new BigDecimal(decimals.toString()));
    position = next;
    Part scale = NumberWords.part(message.word(next));
    if (scale != null && scale.role() == Role.SCALE && take(scale)) {
      position++;
    }
    last = Last.CLOSED;
    return true;
  }

  /** Whether more of a number follows, which does not fit. */
  private boolean isTangled() {
    return isMoreOfANumber(afterHyphen(position)) || isFractionAfterAnd();
  }

  private boolean isMoreOfANumber(int next) {
    Token token = message.at(next);
    if (token.isDigits()) {
      return words && !token.glued();
    }
    boolean seconds = token.is("second") && !words;
    return token.isLetters()
        && (NumberWords.part(token.word()) != null
            || (NumberWords.isOrdinalOrFraction(token.word()) && !seconds));
  }

  /** As in "two and a quarter" and "two million and a half". */
  private boolean isFractionAfterAnd() {
    return message.at(position).is("and")
        && (NumberWords.isOrdinalOrFraction(message.word(position + 1))
            || (NumberWords.isOrdinalOrFraction(message.word(position + 2))
                && (message.at(position + 1).is("a")
                    || NumberWords.part(message.word(position + 1)) != null)));
  }

  private void skipTangle() {
    if (isFractionAfterAnd()) {
      position += 2;
    }
    words = true;
    for (int next = afterHyphen(position); isMoreOfANumber(next); next = afterHyphen(position)) {
      position = next + 1;
    }
  }

  private int afterHyphen(int index) {
    return message.at(index).is("-") && message.at(index).glued() && message.at(index + 1).glued()
        ? index + 1
        : index;
  }
}
