package io.railgate.embeddings;

/**
 * A text has more tokens than the encoder reads. It is never cut silently: what was cut off would
 * have no say in the vector. The message never holds the text.
 */
public final class TextTooLong extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int tokens;
  private final int limit;

  public TextTooLong(int tokens, int limit) {
    super("the text has " + tokens + " tokens; the encoder reads at most " + limit);
    this.tokens = tokens;
    this.limit = limit;
  }

  /** Tokens of the text, with the encoder's own marks at both ends. */
  public int tokens() {
    return tokens;
  }

  /** The most tokens that the encoder reads. */
  public int limit() {
    return limit;
  }
}
