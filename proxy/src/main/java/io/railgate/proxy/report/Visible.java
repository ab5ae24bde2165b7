package io.railgate.proxy.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Texts in one line, with what nobody would see, or a terminal obey, as {@code \u005Cu{200B}}. */
final class Visible {

  private Visible() {}

  /** Turns one after the other, each in quotes. */
  static String turns(List<String> turns, int max) {
    return turns.stream()
        .map(turn -> "\"" + text(turn, max) + "\"")
        .collect(Collectors.joining(" / "));
  }

  /**
   * One text.
   *
   * @param max characters of it that are shown at most
   */
  static String text(String text, int max) {
    StringBuilder out = new StringBuilder();
    int[] codePoints = text.codePoints().toArray();
    for (int i = 0; i < codePoints.length && i < max; i++) {
      int c = codePoints[i];
      if (c == ' ' || !isHidden(c)) {
        out.appendCodePoint(c);
      } else {
        out.append("\\u{").append(Integer.toHexString(c).toUpperCase(Locale.ROOT)).append('}');
      }
    }
    return codePoints.length > max ? out + "…" : out.toString();
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
