package io.railgate.proxy.access;

import io.railgate.embeddings.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 of a client's key, which is all that is kept of one. */
final class KeyDigest {

  private final byte[] digest;

  private KeyDigest(byte[] digest) {
    this.digest = digest;
  }

  /** The digest of a key. */
  static KeyDigest of(String key) {
    return new KeyDigest(Sha256.digest().digest(key.getBytes(StandardCharsets.UTF_8)));
  }

  /** A digest that was written down, in 64 hex digits. */
  static KeyDigest parse(String hex) {
    return new KeyDigest(HexFormat.of().parseHex(hex));
  }

  /** Whether both are the same; takes as long if they are not. */
  boolean isSame(KeyDigest other) {
    return MessageDigest.isEqual(digest, other.digest);
  }

  /** In 64 hex digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(digest);
  }
}
