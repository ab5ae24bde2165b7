package io.railgate.rails.slots;

import java.util.Set;

/** Gives numbers the sign that stands before them: -5, -$5, minus five. */
final class Signs {

  private static final Set<String> WORDS = Set.of("minus", "negative");
  private static final String EM_DASH = "\u2014";

  private final Message message;
  private final Message rest;

  /**
   * Takes a message.
   *
   * @param rest without what belongs to something else: in -$5 the $ may be a currency's
   */
  Signs(Message message, Message rest) {
    this.message = message;
    this.rest = rest;
  }

  /** The number with its sign; doubtful where the sign is: "- 5", "--5" and "USD-5". */
  NumberSpan apply(NumberSpan number) {
    int start = number.start();
    if (message.at(start).glued() && message.at(start - 1).is(".")) { // .5
      start--;
    }
    if (message.at(start).glued() && message.at(start - 1).isCurrency()) {
      start--;
    }
    int sign = start - 1;
    boolean minus = message.at(sign).is("-") || WORDS.contains(message.word(sign));
    if (!minus && !message.at(sign).is(EM_DASH)) {
      return from(start, number, number.reading());
    }
    boolean word = message.at(sign).isLetters();
    boolean touching = message.at(start).glued();
    Token first = message.at(sign - 1);
    boolean joins = touching && message.at(sign).glued() && !first.isSymbol();
    if (joins && (first.isDigits() || !minus)) {
      return from(start, number, number.reading());
    }
    boolean clear =
        minus && (word || (touching && !joins)) && !first.is("-") && !WORDS.contains(first.word());
    NumberReading reading = clear ? number.reading().negated() : new NumberReading.Doubtful();
    return from(sign, number, reading);
  }

  private NumberSpan from(int first, NumberSpan number, NumberReading reading) {
    int start = number.start();
    while (start > first && !rest.word(start - 1).isEmpty()) {
      start--;
    }
    return new NumberSpan(start, number.end(), reading);
  }
}
