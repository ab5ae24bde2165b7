package io.railgate.rails.slots;

import io.railgate.rails.slots.NumberReading.Doubtful;
import io.railgate.rails.slots.NumberReading.Exact;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** Finds the numbers of a message, in digits and in words. For one use. */
final class Numbers {

  private static final Set<String> ORDINAL_ENDS = Set.of("st", "nd", "rd", "th");
  private static final Set<String> HALVES_OF_A_DAY = Set.of("am", "pm");
  private static final Set<String> METRES_OR_MILLIONS = Set.of("m", "b");
  private static final Set<String> MARKS_OF_IDENTIFIERS = Set.of("_", "@", "\\", "^", "\u2044");

  /** What changes the number after it. */
  private static final Set<String> PARTS_AND_TIMES =
      Set.of("half", "double", "twice", "triple", "point", "past");

  /** Most letters of a unit or currency written without a space after a number. */
  private static final int MOST_UNIT_LETTERS = 4;

  private final Message message;
  private final boolean answer;
  private final Pronouns pronouns;
  private final Signs signs;
  private final List<NumberSpan> found = new ArrayList<>();

  private Numbers(Message whole, Message message, boolean answer) {
    this.message = message;
    this.answer = answer;
    this.pronouns = new Pronouns(message);
    this.signs = new Signs(whole, message);
  }

  /**
   * All numbers, in order.
   *
   * @param taken characters that belong to something else, but for the signs before numbers
   * @param answer whether the message answers the question for a number: then "one" is one
   */
  static List<NumberSpan> find(Message message, BitSet taken, boolean answer) {
    Numbers numbers = new Numbers(message, message.without(taken), answer);
    for (int i = 0; i < message.size(); ) {
      i = numbers.from(i);
    }
    return numbers.found;
  }

  /** Looks at token {@code i}; returns where to go on. */
  private int from(int i) {
    if (message.at(i).isDigits()) {
      return new DigitClusters(message).literalAt(i, this::fits, this::digits);
    }
    return beginsInWords(i) ? words(i) : i + 1;
  }

  /** A literal in digits from {@code start} to {@code end}; returns where to go on. */
  private int digits(int start, int end, NumberReading reading) {
    if (!fits(start, end)) {
      return end;
    }
    NumberSpan span = withFraction(withSign(withUnit(start, end, pointed(start, reading))));
    if (!isTime(span.end())) {
      boolean doubtful = isPartOfAnother(start, span.end()) || hasMinusBehind(span.end());
      found.add(signs.apply(doubtful ? doubtful(span) : span));
    }
    return span.end();
  }

  /** With a point directly before it: .5 is a half; ,5 may be. */
  private NumberReading pointed(int start, NumberReading reading) {
    Token before = message.at(start - 1);
    Token first = message.at(start - 2);
    boolean ends = before.glued() && (!first.isSymbol() || first.is("."));
    boolean leading = message.at(start).glued() && (before.is(".") || before.is(",")) && !ends;
    if (!leading || !(reading instanceof Exact(var value))) {
      return reading;
    }
    return before.is(".") && value.scale() == 0
        ? new Exact(value.movePointLeft(message.word(start).length()))
        : new Doubtful();
  }

  private boolean fits(int start, int end) {
    return fitsLeft(start) && fitsRight(end);
  }

  private boolean fitsLeft(int start) {
    Token before = message.at(start - 1);
    if (!message.at(start).glued()) {
      return true;
    }
    boolean afterLetters = message.at(start - 2).isLetters() && before.glued();
    return !before.isLetters()
        && !MARKS_OF_IDENTIFIERS.contains(before.word())
        && !(before.is("#") && !answer)
        && !((before.is("-") || before.is("/")) && afterLetters);
  }

  private boolean fitsRight(int end) {
    Token after = message.at(end);
    if (!after.glued()) {
      return true;
    }
    if (!after.isLetters()) {
      return !MARKS_OF_IDENTIFIERS.contains(after.word());
    }
    boolean identifier = message.at(end + 1).glued() && message.at(end + 1).isDigits();
    boolean unit =
        after.word().codePointCount(0, after.word().length()) <= MOST_UNIT_LETTERS
            || NumberWords.part(after.word()) != null;
    return unit
        && !identifier
        && !ORDINAL_ENDS.contains(after.word())
        && !(after.is("d") && !answer);
  }

  /** With the words and letters after it that belong to it: thousand, k, kg. */
  private NumberSpan withUnit(int start, int end, NumberReading reading) {
    Token after = message.at(end);
    if (METRES_OR_MILLIONS.contains(after.word()) && (after.glued() || after.is("m"))) {
      return new NumberSpan(start, end + 1, new Doubtful());
    }
    if (reading instanceof Exact(var value)) {
      NumberSpan sum = SpokenNumber.read(message, start, end, value);
      if (sum.end() > end) {
        return sum;
      }
    } else if (NumberWords.part(after.word()) != null) {
      return new NumberSpan(
          start, end + 1, reading instanceof NumberReading.TooLong ? reading : new Doubtful());
    }
    if (!after.glued() || !after.isLetters() || HALVES_OF_A_DAY.contains(after.word())) {
      return new NumberSpan(start, end, reading);
    }
    boolean thousandsPerhaps = after.word().length() == 4 && after.word().startsWith("k");
    return new NumberSpan(start, end + 1, thousandsPerhaps ? new Doubtful() : reading);
  }

  /** With the % or sign of money after it. */
  private NumberSpan withSign(NumberSpan span) {
    Token after = message.at(span.end());
    boolean sign = after.isCurrency() || (after.is("%") && after.glued());
    boolean next = message.at(span.end() + 1).isDigits() && message.at(span.end() + 1).glued();
    return sign && !next ? new NumberSpan(span.start(), span.end() + 1, span.reading()) : span;
  }

  private boolean beginsInWords(int i) {
    Token token = message.at(i);
    Token before = message.at(i - 1);
    boolean part = token.glued() && (before.isDigits() || before.is("'") || before.is("_"));
    boolean compound = token.glued() && message.isInnerHyphen(i - 1);
    if (part || compound) {
      return false;
    }
    NumberWords.Part next = NumberWords.part(message.word(i + 1));
    if (token.is("a") || token.is("an")) {
      return next != null && next.begins() && next.multiplies();
    }
    NumberWords.Part first = NumberWords.part(token.word());
    return first != null && first.begins();
  }

  private int words(int start) {
    NumberSpan span = withFraction(SpokenNumber.read(message, start));
    boolean one = span.end() == start + 1 && message.at(start).is("one");
    if (one && (pronouns.isPartOfAnother(start) || (!answer && pronouns.isPronoun(start)))) {
      return span.end();
    }
    boolean part = message.at(span.end()).glued() && message.at(span.end()).is("'");
    boolean identifier = message.at(span.end()).glued() && message.at(span.end()).isDigits();
    if (!part && !identifier && !isTime(span.end())) {
      boolean doubtful = isVague(start) || isPartOfAnother(start, span.end());
      found.add(signs.apply(doubtful ? doubtful(span) : span));
    }
    return span.end();
  }

  /** As in "a few hundred", "half a million" and "a couple of thousand". */
  private boolean isVague(int start) {
    NumberWords.Part first = NumberWords.part(message.word(start));
    if (first != null && !first.multiplies()) {
      return false;
    }
    int before = message.at(start - 1).is("of") ? start - 2 : start - 1;
    return NumberWords.isVague(message.word(before)) || isFraction(before - 2);
  }

  /** As in "half of 100", "twice 100", "point five" and "5 point five". */
  private boolean isPartOfAnother(int start, int end) {
    int before = message.at(start - 1).isCurrency() ? start - 2 : start - 1;
    boolean ofIt =
        message.at(before).is("of")
            && (NumberWords.isVague(message.word(before - 1)) || isFraction(before - 3));
    boolean decimals =
        message.at(end).is("point")
            && (message.at(end + 1).isDigits() || NumberWords.part(message.word(end + 1)) != null);
    return ofIt || decimals || PARTS_AND_TIMES.contains(message.word(before));
  }

  /** As in 50-, which accounts write for -50. */
  private boolean hasMinusBehind(int end) {
    return message.at(end).is("-") && message.at(end).glued() && !message.at(end + 1).glued();
  }

  /** Doubtful with a fraction after it: 2 1/2, 2\u00bd. */
  private NumberSpan withFraction(NumberSpan span) {
    int next = message.at(span.end()).is("and") ? span.end() + 1 : span.end();
    return isFraction(next) ? new NumberSpan(span.start(), next + 3, new Doubtful()) : span;
  }

  /** Whether 1/2 or the like begins at token {@code i}, and no day in digits. */
  private boolean isFraction(int i) {
    Token bar = message.at(i + 1);
    boolean more =
        message.at(i + 3).is("/") && message.at(i + 3).glued() && message.at(i + 4).isDigits();
    return message.at(i).isDigits()
        && (bar.is("/") || bar.is("\u2044"))
        && bar.glued()
        && message.at(i + 2).isDigits()
        && message.at(i + 2).glued()
        && !more;
  }

  private static NumberSpan doubtful(NumberSpan span) {
    return new NumberSpan(span.start(), span.end(), new Doubtful());
  }

  /** Whether a time of day ends at {@code end}: 5pm, 5 p.m., 5 o'clock. */
  private boolean isTime(int end) {
    Token after = message.at(end);
    boolean dotted =
        (after.is("a") || after.is("p"))
            && message.at(end + 1).is(".")
            && message.at(end + 1).glued()
            && message.at(end + 2).is("m")
            && message.at(end + 2).glued();
    boolean clock = after.is("o") && message.at(end + 1).is("'");
    return dotted || clock || HALVES_OF_A_DAY.contains(after.word());
  }
}
