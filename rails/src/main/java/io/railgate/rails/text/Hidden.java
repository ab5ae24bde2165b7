package io.railgate.rails.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.UnicodeSet;

/**
 * Characters that nobody sees, or that say something an encoder cannot read: controls, bidi
 * controls, tags and other default-ignorables, characters without a meaning, and letters that are
 * written above others.
 */
final class Hidden {

  /** Letters as combining marks: a text above a text, of which encoders read the lower. */
  private static final UnicodeSet RAISED_LETTERS =
      new UnicodeSet(
              "[\\u0363-\\u036F \\u1DD3-\\u1DF4 \\u2DE0-\\u2DFF \\uA674-\\uA67B"
                  + " \\uA69E \\uA69F]")
          .freeze();

  private Hidden() {}

  static boolean is(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.PRIVATE_USE
        || type == Character.UNASSIGNED
        || UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
        || RAISED_LETTERS.contains(c);
  }

  /**
   * Whether a hidden character shapes the visible one before it: a joiner or a selector for text
   * and emoji after an emoji, or a joiner after a letter of a script that needs them, such as
   * Persian or Hindi. Elsewhere it would only carry something.
   *
   * @param before the code point before it; negative if there is none
   */
  static boolean shapes(int c, int before) {
    return switch (c) {
      case 0xFE0E, 0xFE0F -> isEmoji(before) || isKeycap(before);
      case 0x200D -> before == 0xFE0F || isEmoji(before) || joins(before);
      case 0x200C -> joins(before);
      default -> false;
    };
  }

  /** The text without what is hidden, but for line breaks, tabs and what shapes. */
  static String out(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int before = -1;
    int marks = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      marks = PlainText.isMark(c) ? marks + 1 : 0;
      boolean shown = c == '\n' || c == '\r' || c == '\t' || !is(c) || shapes(c, before);
      if (shown && marks <= PlainText.MOST_MARKS) {
        out.appendCodePoint(c);
      }
      before = c;
    }
    return out.toString();
  }

  /** Also the tones of skin, which stand between an emoji and a joiner. */
  private static boolean isEmoji(int c) {
    return c >= 0
        && (UCharacter.hasBinaryProperty(c, UProperty.EXTENDED_PICTOGRAPHIC)
            || UCharacter.hasBinaryProperty(c, UProperty.EMOJI_MODIFIER));
  }

  private static boolean isKeycap(int c) {
    return (c >= '0' && c <= '9') || c == '#' || c == '*';
  }

  private static boolean joins(int c) {
    if (c < 0 || !(Character.isLetter(c) || PlainText.isMark(c))) {
      return false;
    }
    return switch (UScript.getScript(c)) {
      case UScript.ARABIC,
          UScript.SYRIAC,
          UScript.MONGOLIAN,
          UScript.DEVANAGARI,
          UScript.BENGALI,
          UScript.GURMUKHI,
          UScript.GUJARATI,
          UScript.ORIYA,
          UScript.TAMIL,
          UScript.TELUGU,
          UScript.KANNADA,
          UScript.MALAYALAM,
          UScript.SINHALA,
          UScript.KHMER,
          UScript.MYANMAR ->
          true;
      default -> false;
    };
  }
}
