package io.railgate.rails.engine;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoded;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.NothingToRead;
import io.railgate.embeddings.TextTooLong;
import io.railgate.rails.text.NormalText;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * One message of a user, ready to be decided on.
 *
 * @param text as it was typed
 * @param reading of the text as {@link NormalText} makes it
 */
public record UserTurn(String text, Reading reading) {

  /** What the encoder makes of a message. */
  public sealed interface Reading {

    /** A message with its vector in the rail set's encoder. */
    record Embedded(Embedding vector) implements Reading {}

    /**
     * A message that the encoder cannot read whole, with the vectors of its windows.
     *
     * @param vectors of windows that together hold the whole message, in order
     * @param tokens how many the message has
     * @param limit how many the encoder reads
     */
    record Windows(List<Embedding> vectors, int tokens, int limit) implements Reading {

      public Windows {
        vectors = List.copyOf(vectors);
        if (vectors.isEmpty()) {
          throw new IllegalArgumentException("a message without a window");
        }
      }

      /** Without the vectors. */
      @Override
      public String toString() {
        return "Windows[" + vectors.size() + "]";
      }
    }

    /**
     * A message that the encoder cannot read whole, and that was not read in windows, or has too
     * many, or one of which the encoder knows no word.
     *
     * @param tokens how many it has
     * @param limit how many the encoder reads
     */
    record TooLong(int tokens, int limit) implements Reading {}

    /** A message of which the encoder knows no word: it is empty, or of unknown characters only. */
    record Unreadable() implements Reading {}

    /**
     * Embeds {@code text}, made normal; blocks while it computes.
     *
     * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
     */
    static Reading of(String text, Encoder encoder) {
      return of(NormalText.of(text), encoder);
    }

    /**
     * Embeds a text as it is compared; blocks while it computes.
     *
     * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
     */
    static Reading of(NormalText normal, Encoder encoder) {
      return each(List.of(normal), encoder).getFirst();
    }

    /**
     * Embeds texts as they are compared, in the order given; blocks while it computes.
     *
     * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
     */
    static List<Reading> each(List<NormalText> texts, Encoder encoder) {
      List<String> readable =
          texts.stream().filter(text -> !text.isTooLong()).map(NormalText::plain).toList();
      Iterator<Encoded> encoded = Encoded.each(encoder, readable).iterator();
      int limit = encoder.model().tokenLimit();
      return texts.stream()
          .map(text -> text.isTooLong() ? tooLong(text, limit) : of(encoded.next()))
          .toList();
    }

    private static Reading of(Encoded encoded) {
      return switch (encoded) {
        case Encoded.Read(Embedding vector) -> new Embedded(vector);
        case Encoded.Failed(RuntimeException cause) -> ofFailure(cause).orElseThrow(() -> cause);
      };
    }

    /**
     * The reading of a text that is so long that it need not be cut into tokens; they are counted
     * as one for each character.
     *
     * @param limit how many the encoder reads
     */
    static TooLong tooLong(NormalText text, int limit) {
      return new TooLong(text.plain().length(), limit);
    }

    /**
     * Embeds the windows of a text, made normal, that is too long; blocks while it computes.
     *
     * @return {@code whole} if that cannot be done
     * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
     */
    static Reading inWindows(String text, TooLong whole, Encoder encoder) {
      NormalText normal = NormalText.of(text);
      if (normal.isTooLong()) {
        return whole;
      }
      try {
        return new Windows(
            encoder.encode(encoder.windows(normal.plain())), whole.tokens, whole.limit);
      } catch (TextTooLong | NothingToRead e) {
        return whole;
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
   * Embeds {@code text}, not in windows; {@link RailEngine#read} does that where it is of use.
   * Blocks while it computes.
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
