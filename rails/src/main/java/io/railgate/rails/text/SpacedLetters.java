package io.railgate.rails.text;

/**
 * Words whose letters are drawn apart: a run of {@link #FEWEST} letters and more that each stand
 * alone between spaces is read as one word. Encoders know such letters one by one, not the word
 * that people read, so that a text spelled out is near to whatever the rest of it is near to.
 */
final class SpacedLetters {

  /** Fewer are initials, options or a short sum. */
  private static final int FEWEST = 4;

  private SpacedLetters() {}

  /**
   * The text with such runs joined. A wider space parts words; of a message beyond ASCII it is no
   * wider any more when it gets here.
   */
  static String joined(String plain) {
    if (plain.length() < 2 * FEWEST - 1) {
      return plain;
    }
    StringBuilder out = new StringBuilder(plain.length());
    int at = 0;
    while (at < plain.length()) {
      int end = endOfRun(plain, at);
      if (end > at) {
        for (int i = at; i < end; i++) {
          if (plain.charAt(i) != ' ') {
            out.append(plain.charAt(i));
          }
        }
        at = end;
      } else {
        int c = plain.codePointAt(at);
        out.appendCodePoint(c);
        at += Character.charCount(c);
      }
    }
    return out.toString();
  }

  /** Where the run that begins at a place ends; that place if none begins there. */
  private static int endOfRun(String text, int start) {
    if (start > 0 && holdsOn(text.codePointBefore(start))) {
      return start;
    }
    int letters = 0;
    int end = start;
    int at = start;
    while (at < text.length() && Character.isLetter(text.codePointAt(at))) {
      int after = at + Character.charCount(text.codePointAt(at));
      if (after < text.length() && isOfWord(text.codePointAt(after))) {
        break;
      }
      letters++;
      end = after;
      if (after >= text.length() || text.charAt(after) != ' ') {
        break;
      }
      at = after + 1;
    }
    return letters >= FEWEST ? end : start;
  }

  /** Whether a letter after {@code c} is of the same word, as in {@code r's}. */
  private static boolean holdsOn(int c) {
    return isOfWord(c) || c == '\'' || c == 0x2019;
  }

  private static boolean isOfWord(int c) {
    return Character.isLetterOrDigit(c) || PlainText.isMark(c);
  }
}
