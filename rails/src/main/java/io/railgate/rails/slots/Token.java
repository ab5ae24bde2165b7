package io.railgate.rails.slots;

/**
 * A piece of a text: a run of letters, a run of digits, or one other character.
 *
 * @param word letters case-folded, digits in ASCII, dashes as -, apostrophes as '
 * @param start of its characters in the text
 * @param end of its characters in the text, exclusive
 * @param glued whether it follows the token before it without a space
 */
record Token(Kind kind, String word, int start, int end, boolean glued) {

  enum Kind {
    LETTERS,
    DIGITS,
    SYMBOL
  }

  /** What stands before the first and after the last token. */
  static final Token NONE = new Token(Kind.SYMBOL, "", -1, -1, false);

  boolean isLetters() {
    return kind == Kind.LETTERS;
  }

  boolean isDigits() {
    return kind == Kind.DIGITS;
  }

  boolean isSymbol() {
    return kind == Kind.SYMBOL;
  }

  boolean is(String other) {
    return word.equals(other);
  }

  /** Whether it is a sign of money, such as €. */
  boolean isCurrency() {
    return isSymbol()
        && !word.isEmpty()
        && Character.getType(word.codePointAt(0)) == Character.CURRENCY_SYMBOL;
  }
}
