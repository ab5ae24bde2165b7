package io.railgate.rails.engine;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.NothingToRead;
import io.railgate.embeddings.TextTooLong;
import java.util.Optional;

/** One message of a user, ready to be decided on. */
public sealed interface UserTurn {

  /** A message with its vector in the rail set's encoder. */
  record Embedded(String text, Embedding vector) implements UserTurn {
    /** Without the text, which must not get into a log. */
    @Override
    public String toString() {
      return "Embedded[" + vector + "]";
    }
  }

  /**
   * A message that the encoder cannot read whole.
   *
   * @param tokens how many it has
   * @param limit how many the encoder reads
   */
  record TooLong(int tokens, int limit) implements UserTurn {}

  /** A message of which the encoder knows no word: it is empty, or of unknown characters only. */
  record Unreadable() implements UserTurn {}

  /**
   * Embeds {@code text}; blocks while it computes.
   *
   * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
   */
  static UserTurn of(String text, Encoder encoder) {
    try {
      return new Embedded(text, encoder.encode(text));
    } catch (TextTooLong | NothingToRead e) {
      return ofFailure(e).orElseThrow();
    }
  }

  /** The turn that a failure of the encoder tells of; empty if it tells of a broken encoder. */
  static Optional<UserTurn> ofFailure(Throwable failure) {
    return switch (failure) {
      case TextTooLong e -> Optional.of(new TooLong(e.tokens(), e.limit()));
      case NothingToRead e -> Optional.of(new Unreadable());
      default -> Optional.empty();
    };
  }
}
