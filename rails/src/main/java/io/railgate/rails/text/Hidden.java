package io.railgate.rails.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/** Characters that nobody sees: controls, bidi controls, tags and other default-ignorables. */
final class Hidden {

  private Hidden() {}

  static boolean is(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
  }

  /**
   * Whether a hidden character shapes the visible one before it, as emoji and Persian need it: one
   * of the joiners or of the two selectors for text and emoji, by itself.
   *
   * @param before the code point before it; negative if there is none
   */
  static boolean shapes(int c, int before) {
    boolean shaper = c == 0x200C || c == 0x200D || c == 0xFE0E || c == 0xFE0F;
    boolean afterSelector = c == 0x200D && before == 0xFE0F;
    return shaper && before > ' ' && (!is(before) || afterSelector);
  }

  /** The text without what is hidden, but for line breaks, tabs and what shapes. */
  static String out(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int before = -1;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\n' || c == '\r' || c == '\t' || !is(c) || shapes(c, before)) {
        out.appendCodePoint(c);
      }
      before = c;
    }
    return out.toString();
  }
}
