package io.railgate.embeddings;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * What a text is found by in a cache, which never holds the text itself.
 *
 * @param hex SHA-256 of the text's UTF-16 code units, big endian: unlike UTF-8, they tell texts
 *     with unpaired surrogates apart
 */
record TextKey(String hex) implements Comparable<TextKey> {

  static TextKey of(String text) {
    ByteBuffer units = ByteBuffer.allocate(Math.multiplyExact(text.length(), Character.BYTES));
    units.asCharBuffer().put(text);
    return new TextKey(HexFormat.of().formatHex(Sha256.digest().digest(units.array())));
  }

  /** In the order of the digests' bytes, unsigned. */
  @Override
  public int compareTo(TextKey other) {
    return hex.compareTo(other.hex);
  }
}
