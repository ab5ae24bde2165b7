package io.railgate.rails.slots;

import java.util.Set;

/** Tells where "one" is no number, as in "which one" and "one of them". */
final class Pronouns {

  private static final Set<String> BEFORE =
      Set.of(
          "which the this that these those each every any no another other some same such"
              .concat(" first second third last next right wrong new old good better best bad")
              .concat(" big small little cheap cheaper cheapest my your his her our their either")
              .concat(" neither whichever what green red blue black white")
              .split(" "));

  private static final Set<String> AFTER =
      Set.of(
          "of another else that which who whose can could should would must might may has had is"
              .concat(" was does did will cannot thing day by or")
              .split(" "));

  private static final Set<String> DETERMINERS =
      Set.of("the", "this", "that", "which", "a", "an", "my", "your", "any", "another");

  private final Message message;

  Pronouns(Message message) {
    this.message = message;
  }

  boolean isPronoun(int index) {
    Token another = message.at(index + 2);
    if (message.at(index + 1).is("or")
        && (another.isDigits() || NumberWords.part(another.word()) != null)) {
      return false; // one or two
    }
    boolean described =
        message.at(index - 1).isLetters() && DETERMINERS.contains(message.word(index - 2));
    return BEFORE.contains(message.word(index - 1))
        || AFTER.contains(message.word(index + 1))
        || described;
  }

  /** As in "one-way", "one's" and "the second one". */
  boolean isPartOfAnother(int index) {
    return NumberWords.isOrdinalOrFraction(message.word(index - 1))
        || message.isInnerHyphen(index + 1)
        || (message.at(index + 1).is("'") && message.at(index + 1).glued());
  }
}
