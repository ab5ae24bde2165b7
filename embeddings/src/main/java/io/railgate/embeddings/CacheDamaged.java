package io.railgate.embeddings;

/** A file of a vector cache does not hold what it should. The message continues its name. */
final class CacheDamaged extends Exception {

  private static final long serialVersionUID = 1L;

  CacheDamaged(String message) {
    super(message);
  }

  static void unless(boolean sound, String otherwise) throws CacheDamaged {
    if (!sound) {
      throw new CacheDamaged(otherwise);
    }
  }
}
