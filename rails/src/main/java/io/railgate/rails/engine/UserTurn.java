package io.railgate.rails.engine;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.NothingToRead;
import io.railgate.embeddings.TextTooLong;
import java.util.Optional;

/** One message of a user, ready to be decided on. */
public record UserTurn(String text, Reading reading) {

  /** What the encoder makes of a message. */
  public sealed interface Reading {

    /** A message with its vector in the rail set's encoder. */
    record Embedded(Embedding vector) implements Reading {}

    /**
     * A message that the encoder cannot read whole.
     *
     * @param tokens how many it has
     * @param limit how many the encoder reads
     */
    record TooLong(int tokens, int limit) implements Reading {}

    /** A message of which the encoder knows no word: it is empty, or of unknown characters only. */
    record Unreadable() implements Reading {}

    /**
     * Embeds {@code text}; blocks while it computes.
     *
     * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
     */
    static Reading of(String text, Encoder encoder) {
      try {
        return new Embedded(encoder.encode(text));
      } catch (TextTooLong | NothingToRead e) {
        return ofFailure(e).orElseThrow();
      }
    }

    /** The reading that a failure of the encoder tells of; empty if the encoder is broken. */
    static Optional<Reading> ofFailure(Throwable failure) {
      return switch (failure) {
        case TextTooLong e -> Optional.of(new TooLong(e.tokens(), e.limit()));
        case NothingToRead e -> Optional.of(new Unreadable());
        default -> Optional.empty();
      };
    }
  }

  /**
   * Embeds {@code text}; blocks while it computes.
   *
   * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
   */
  public static UserTurn of(String text, Encoder encoder) {
    return new UserTurn(text, Reading.of(text, encoder));
  }

  /** Without the text, which must not get into a log. */
  @Override
  public String toString() {
    return "UserTurn[" + reading + "]";
  }
}
