package io.railgate.embeddings;

import java.util.Collection;
import java.util.Map;

/** The vectors of one encoder that a {@link VectorCache} holds. Safe for many threads. */
public interface StoredVectors {

  /**
   * The vectors of those texts that are held, bit for bit as they were stored. Blocks while it
   * reads. Never fails: what cannot be read is not held.
   */
  Map<String, Embedding> lookup(Collection<String> texts);

  /**
   * Holds vectors, by their texts, for later processes; the texts themselves are not stored. Blocks
   * while it writes. Never fails: what cannot be written is not held.
   *
   * @throws IllegalArgumentException if a vector is not of the encoder's dimension
   */
  void store(Map<String, Embedding> vectors);
}
