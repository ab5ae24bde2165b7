package io.railgate.rails.slots;

import com.ibm.icu.lang.UCharacter;
import io.railgate.rails.text.PlainText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A plain text and its tokens.
 *
 * @param text as {@link PlainText} makes it
 */
record Message(String text, List<Token> tokens) {

  static Message of(String raw) {
    String text = PlainText.of(raw);
    List<Token> tokens = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      if (text.charAt(start) == ' ') {
        start++;
        continue;
      }
      Token.Kind kind = kind(text.codePointAt(start));
      int end = end(text, start, kind);
      boolean glued = start > 0 && text.charAt(start - 1) != ' ';
      tokens.add(new Token(kind, word(text.substring(start, end), kind), start, end, glued));
      start = end;
    }
    return new Message(text, tokens);
  }

  /** The token at {@code index}, or {@link Token#NONE} outside the text. */
  Token at(int index) {
    return index < 0 || index >= tokens.size() ? Token.NONE : tokens.get(index);
  }

  String word(int index) {
    return at(index).word();
  }

  int size() {
    return tokens.size();
  }

  /** Whether token {@code index} is a hyphen inside a compound, as in {@code credit-card}. */
  boolean isInnerHyphen(int index) {
    return at(index).is("-")
        && at(index).glued()
        && at(index - 1).isLetters()
        && at(index + 1).glued()
        && at(index + 1).isLetters();
  }

  /** The same with tokens that touch {@code taken} characters made blank, and nothing glued to. */
  Message without(BitSet taken) {
    List<Token> rest = new ArrayList<>(tokens.size());
    boolean gap = false;
    for (Token token : tokens) {
      int next = taken.nextSetBit(token.start());
      boolean blank = next >= 0 && next < token.end();
      if (blank) {
        rest.add(new Token(Token.Kind.SYMBOL, "", token.start(), token.end(), false));
      } else if (gap) {
        rest.add(new Token(token.kind(), token.word(), token.start(), token.end(), false));
      } else {
        rest.add(token);
      }
      gap = blank;
    }
    return new Message(text, rest);
  }

  private static int end(String text, int start, Token.Kind kind) {
    int end = start + Character.charCount(text.codePointAt(start));
    while (kind != Token.Kind.SYMBOL && end < text.length()) {
      int c = text.codePointAt(end);
      if (kind(c) != kind) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }

  private static Token.Kind kind(int c) {
    if (Character.isDigit(c)) {
      return Token.Kind.DIGITS;
    }
    return (Character.isLetter(c) && c != 0x2BC) || PlainText.isMark(c)
        ? Token.Kind.LETTERS
        : Token.Kind.SYMBOL;
  }

  private static String word(String characters, Token.Kind kind) {
    return switch (kind) {
      case LETTERS -> UCharacter.foldCase(characters, true);
      case DIGITS -> {
        StringBuilder digits = new StringBuilder();
        characters.codePoints().forEach(c -> digits.append(Character.digit(c, 10)));
        yield digits.toString();
      }
      case SYMBOL ->
          switch (characters.codePointAt(0)) {
            case 0x2010, 0x2011, 0x2012, 0x2013, 0x2212, 0xFE63, 0xFF0D, 0x2D7, 0x2796 -> "-";
            case 0x2015, 0x2500, 0x2501 -> "\u2014";
            case 0x2018, 0x2019, 0x201B, 0x2BC, 0x2032, '`' -> "'";
            default -> characters;
          };
    };
  }
}
