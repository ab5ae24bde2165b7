package io.railgate.proxy.shared;

import io.railgate.embeddings.Sha256;
import io.railgate.proxy.shared.GivenReplies.Answered;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over texts, each with its length before it, so that no two lists run together. */
final class Digests {

  private Digests() {}

  static String of(Answered given) {
    return of(List.of(given.prompt(), given.reply()));
  }

  /** In 64 hex digits. */
  static String of(List<String> texts) {
    MessageDigest sha256 = Sha256.digest();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      sha256.update(bytes);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }
}
