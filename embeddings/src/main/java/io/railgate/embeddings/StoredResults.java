package io.railgate.embeddings;

import java.util.Optional;

/**
 * What a {@link VectorCache} holds of results that take long to compute from vectors. Safe for many
 * threads.
 */
public interface StoredResults {

  /**
   * The result that is held under a key, byte for byte as it was stored. Blocks while it reads.
   * Never fails: what cannot be read is not held.
   *
   * @param key SHA-256 in lower case hex over all that the result is computed from
   */
  Optional<byte[]> lookup(String key);

  /**
   * Holds a result for later processes. Blocks while it writes. Never fails: what cannot be
   * written, or is larger than the cache lets a file be, is not held.
   *
   * @param key as for {@link #lookup}
   */
  void store(String key, byte[] result);
}
