package io.railgate.proxy.server;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Digests of the answers that backends gave through this proxy, each bound to the prompt that it
 * answers. What a client tells as an earlier answer is forwarded only if it is one of them. The
 * least used are forgotten first; a forgotten answer is left out. Safe for many threads.
 */
final class GivenReplies {

  /** Most answers that are remembered, some 100 bytes each. */
  static final int MAX_REPLIES = 100_000;

  private final Cache<ByteBuffer, Boolean> digests =
      Caffeine.newBuilder().maximumSize(MAX_REPLIES).build();

  /** Remembers that {@code prompt} was answered by {@code reply}. */
  void remember(String prompt, String reply) {
    digests.put(digest(prompt, reply), true);
  }

  boolean isGiven(String prompt, String reply) {
    return digests.getIfPresent(digest(prompt, reply)) != null;
  }

  private static ByteBuffer digest(String prompt, String reply) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] first = prompt.getBytes(StandardCharsets.UTF_8);
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(first.length).flip());
      sha256.update(first);
      return ByteBuffer.wrap(sha256.digest(reply.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
