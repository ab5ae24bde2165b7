package io.railgate.proxy.access;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * A new key for a client: 32 random bytes in the letters of URLs, behind a prefix by which people
 * and scanners know what it is.
 *
 * @param text what the client is given, and what is kept nowhere
 */
public record NewKey(String text) {

  private static final String PREFIX = "rg-";
  private static final int BYTES = 32;

  /** A key that nobody can guess. */
  public static NewKey random() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return new NewKey(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** Its SHA-256 in hex, as railgate.yml wants it. */
  public String sha256() {
    return KeyDigest.of(text).toString();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "NewKey";
  }
}
