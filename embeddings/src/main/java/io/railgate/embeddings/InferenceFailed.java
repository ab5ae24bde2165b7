package io.railgate.embeddings;

/** The encoder could not embed a text. The message never holds the text. */
public final class InferenceFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InferenceFailed(String message) {
    super(message);
  }

  public InferenceFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
