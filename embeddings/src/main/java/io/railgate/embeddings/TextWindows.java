package io.railgate.embeddings;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text that is too long for one vector into windows that overlap, between words where there
 * are any. Every character is in a window, and each window but the first begins within the one
 * before.
 *
 * @param size most tokens of the text in a window, 1 or more
 */
record TextWindows(int size) {

  /**
   * Most tokens in a window: about a sentence, far fewer than encoders read. In a longer one, a
   * sentence on something else hardly moves the vector; in a shorter one, parts of sentences do not
   * match what they are part of. Chosen by hand, on the texts of LongTextTest and few others.
   */
  static final int SIZE = 16;

  /** A window shares a half of its tokens, or some more, with the one before. */
  static final int OVERLAP_PART = 2;

  /** Most windows of a text: each costs a run of the encoder. Enough for some 1,900 tokens. */
  static final int MOST = 256;

  /** A window that ends between words may be shorter by this part. */
  private static final int SLACK_PART = 4;

  /**
   * A token of a text.
   *
   * @param start its first character, in code points from the text's start
   * @param beginsWord whether a word ends before it
   */
  record Token(int start, boolean beginsWord) {}

  /** Windows for an encoder that reads {@code tokens} of a text. */
  static TextWindows within(int tokens) {
    return new TextWindows(Math.max(1, Math.min(SIZE, tokens)));
  }

  /**
   * Cuts {@code text}.
   *
   * @param tokens of the text, in order
   * @throws TextTooLong if there were more than {@link #MOST} windows
   */
  List<String> cut(String text, List<Token> tokens) {
    List<String> windows = new ArrayList<>();
    int from = 0;
    int begin = 0;
    while (tokens.size() - from > size) {
      if (windows.size() == MOST - 1) {
        throw new TextTooLong(tokens.size(), from + size);
      }
      int to = boundary(tokens, from + size - size / SLACK_PART, from + size);
      int next = boundary(tokens, from + 1, to - size / OVERLAP_PART);
      windows.add(text.substring(begin, position(text, tokens.get(to))));
      begin = position(text, tokens.get(next));
      from = next;
    }
    windows.add(text.substring(begin));
    return List.copyOf(windows);
  }

  /** The last token in a range, both ends included, that begins a word; else the last. */
  private static int boundary(List<Token> tokens, int first, int last) {
    for (int i = last; i >= first; i--) {
      if (tokens.get(i).beginsWord) {
        return i;
      }
    }
    return last;
  }

  private static int position(String text, Token token) {
    return text.offsetByCodePoints(0, token.start);
  }
}
