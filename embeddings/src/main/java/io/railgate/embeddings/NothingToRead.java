package io.railgate.embeddings;

/**
 * The encoder knows no word of a text: it is empty, or all of it is unknown characters. Such texts
 * would all have much the same vector, and so match each other. The message never holds the text.
 */
public final class NothingToRead extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NothingToRead() {
    super("the encoder knows no word of the text");
  }
}
