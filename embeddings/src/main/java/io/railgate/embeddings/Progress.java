package io.railgate.embeddings;

/** Is told how far long work has come; one call at a time, on any thread, and it must be quick. */
@FunctionalInterface
public interface Progress {

  /** Nobody is told. */
  Progress NONE = (done, all) -> {};

  /**
   * So many texts are embedded.
   *
   * @param done from 0, with which work begins, to {@code all}
   * @param all how many there are to embed, at least 1
   */
  void embedded(int done, int all);
}
