package io.railgate.embeddings;

/** A file of a vector cache does not hold what it should. The message continues its name. */
final class SegmentDamaged extends Exception {

  private static final long serialVersionUID = 1L;

  SegmentDamaged(String message) {
    super(message);
  }
}
