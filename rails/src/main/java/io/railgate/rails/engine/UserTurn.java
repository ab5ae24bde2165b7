package io.railgate.rails.engine;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.TextTooLong;

/** One message of a user, ready to be decided on. */
public sealed interface UserTurn {

  /** A message with its vector in the rail set's encoder. */
  record Embedded(String text, Embedding vector) implements UserTurn {}

  /**
   * A message that the encoder cannot read whole.
   *
   * @param tokens how many it has
   * @param limit how many the encoder reads
   */
  record TooLong(int tokens, int limit) implements UserTurn {}

  /**
   * Embeds {@code text}; blocks while it computes.
   *
   * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
   */
  static UserTurn of(String text, Encoder encoder) {
    try {
      return new Embedded(text, encoder.encode(text));
    } catch (TextTooLong e) {
      return new TooLong(e.tokens(), e.limit());
    }
  }
}
