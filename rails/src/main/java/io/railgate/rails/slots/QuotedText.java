package io.railgate.rails.slots;

import io.railgate.rails.set.SlotType;
import io.railgate.rails.text.PlainText;

/**
 * The user's words as a value: in straight double quotes, which nothing inside can close, on one
 * line.
 */
final class QuotedText {

  private QuotedText() {}

  /**
   * The value.
   *
   * @param plain as {@link PlainText} makes it
   */
  static Filling of(SlotType.FreeText type, String plain) {
    StringBuilder words = new StringBuilder();
    plain.codePoints().forEach(c -> words.appendCodePoint(isDoubleQuote(c) ? '\'' : c));
    int end = words.length();
    while (end > 0 && (words.charAt(end - 1) == '\\' || words.charAt(end - 1) == ' ')) {
      end--;
    }
    words.setLength(end);
    if (words.isEmpty()) {
      return new Filling.Missing();
    }
    return words.codePointCount(0, words.length()) > type.max()
        ? new Filling.OutOfRange()
        : new Filling.Filled("\"" + words + "\"");
  }

  private static boolean isDoubleQuote(int c) {
    return switch (c) {
      case '"', 0xAB, 0xBB, 0x2BA, 0x2DD, 0x2EE, 0x2F6, 0x5F2, 0x5F4, 0x1CD3, 0x201C, 0x201D ->
          true;
      case 0x201E, 0x201F, 0x2033, 0x2036, 0x275D, 0x275E, 0x276E, 0x276F, 0x2E42 -> true;
      case 0x2760, 0x3003, 0x300C, 0x300D, 0x300E, 0x300F, 0x301D, 0x301E, 0x301F, 0xFF02 -> true;
      case 0x1F676, 0x1F677, 0x1F678 -> true;
      default -> false;
    };
  }
}
