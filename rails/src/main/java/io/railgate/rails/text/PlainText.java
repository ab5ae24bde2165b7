package io.railgate.rails.text;

import com.ibm.icu.text.Normalizer2;

/**
 * A message's text with nothing hidden in it: in NFKC, without control, format, bidi and other
 * default-ignorable characters, on one line, with single spaces between words and none at its ends.
 */
public final class PlainText {

  /** Most combining marks in a row: the bound of Unicode's Stream-Safe Text Format (UAX 15). */
  static final int MOST_MARKS = 30;

  private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

  private PlainText() {}

  /** The plain text of what was typed. Takes time linear in its length. */
  public static String of(String raw) {
    return visible(NFKC.normalize(visible(raw)));
  }

  static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int marks = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isSpace(c)) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
          out.append(' ');
        }
        continue;
      }
      if (Hidden.is(c)) {
        continue;
      }
      marks = isMark(c) ? marks + 1 : 0;
      if (marks <= MOST_MARKS) {
        append(out, c);
      }
    }
    int end = out.length();
    return out.substring(0, end > 0 && out.charAt(end - 1) == ' ' ? end - 1 : end);
  }

  /**
   * Keeps apostrophes that NFKC would make spaces, and digits that NFKC would make part of the
   * number before them apart: 10² is not 102.
   */
  private static void append(StringBuilder out, int c) {
    if (c == 0xB4) { // NFKC would make a space of it
      out.append('\'');
    } else if (Character.getType(c) != Character.OTHER_NUMBER) {
      out.appendCodePoint(c);
    } else if (c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x209C)) {
      out.append('^').appendCodePoint(c);
    } else {
      out.append(' ').appendCodePoint(c);
    }
  }

  /** Whether a code point is a combining mark. */
  public static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }
}
