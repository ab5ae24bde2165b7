package io.railgate.rails.set;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over what a rail set decides by and over the texts that it sends: the encoder, the
 * matching, the rails and the texts of the settings. Comments, places and all of {@code backend} do
 * not count. Each field is hashed with its length before it, so that no two sets run together.
 */
public final class RailSetDigest {

  private final MessageDigest sha256;

  private RailSetDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * The digest in hex.
   *
   * @param encoder digest of the encoder
   * @param matcher version and settings of the matcher
   */
  public static String of(RailSet set, String encoder, String matcher) {
    RailSetDigest digest = new RailSetDigest();
    digest.text(encoder);
    digest.text(matcher);
    digest.text(set.settings().refusal());
    digest.text(set.settings().systemPrompt().orElse(""));
    digest.number(set.rails().size());
    set.rails().forEach(digest::rail);
    return HexFormat.of().formatHex(digest.sha256.digest());
  }

  private void rail(Rail rail) {
    text(rail.id().toString());
    text(rail.about());
    number(rail.examples().size());
    rail.examples().forEach(example -> text(example.text()));
    switch (rail.outcome()) {
      case Outcome.Prompt(String prompt) -> outcome("prompt", prompt);
      case Outcome.Reply(String reply) -> outcome("reply", reply);
      case Outcome.Refuse(String refusal) -> outcome("refuse", refusal);
    }
  }

  private void outcome(String kind, String words) {
    text(kind);
    text(words);
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    sha256.update(bytes);
  }

  private void number(int number) {
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
  }
}
