package io.railgate.embeddings;

import java.util.List;
import java.util.stream.Stream;

/** What became of a text that was to be encoded. */
public sealed interface Encoded {

  /** The text was read. */
  record Read(Embedding vector) implements Encoded {}

  /**
   * The text has no vector.
   *
   * @param cause {@link TextTooLong}, {@link NothingToRead} or {@link InferenceFailed}
   */
  record Failed(RuntimeException cause) implements Encoded {}

  /**
   * Encodes texts together, in the order given; a text that cannot be read takes no other with it.
   * Blocks while it computes.
   */
  static List<Encoded> each(Encoder encoder, List<String> texts) {
    try {
      return encoder.encode(texts).stream().<Encoded>map(Read::new).toList();
    } catch (TextTooLong | NothingToRead e) {
      // Texts are looked at before any is computed, so that little was done in vain.
      if (texts.size() == 1) {
        return List.of(new Failed(e));
      }
      int half = texts.size() / 2;
      return Stream.of(texts.subList(0, half), texts.subList(half, texts.size()))
          .flatMap(part -> each(encoder, part).stream())
          .toList();
    } catch (InferenceFailed e) {
      return texts.stream().<Encoded>map(text -> new Failed(e)).toList();
    }
  }
}
