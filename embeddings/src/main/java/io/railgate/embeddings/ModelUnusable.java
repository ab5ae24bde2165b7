package io.railgate.embeddings;

/** An encoder model cannot be loaded: a file is missing, damaged, or not what was declared. */
public final class ModelUnusable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ModelUnusable(String model, String reason) {
    super("encoder " + model + ": " + reason);
  }

  ModelUnusable(String model, String reason, Throwable cause) {
    super("encoder " + model + ": " + reason, cause);
  }
}
