package io.railgate.examples.benchmarks;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.EncoderModel;
import io.railgate.embeddings.NothingToRead;
import io.railgate.embeddings.TextTooLong;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Encodes each text once, however many rail sets hold it. */
final class RememberingEncoder implements Encoder {

  private final Encoder encoder;
  private final Map<String, Embedding> known = new ConcurrentHashMap<>();

  RememberingEncoder(Encoder encoder) {
    this.encoder = encoder;
  }

  /** Encodes what can be read of {@code texts}, on the cores there are. */
  void remember(List<String> texts) {
    texts.parallelStream().forEach(this::read);
  }

  @Override
  public EncoderModel model() {
    return encoder.model();
  }

  @Override
  public List<Embedding> encode(List<String> texts) {
    return texts.stream()
        .map(text -> known.computeIfAbsent(text, fresh -> encoder.encode(fresh)))
        .toList();
  }

  @Override
  public List<String> windows(String text) {
    return encoder.windows(text);
  }

  @Override
  public void close() {
    encoder.close();
  }

  private Optional<Embedding> read(String text) {
    try {
      return Optional.of(encode(text));
    } catch (TextTooLong | NothingToRead e) {
      return Optional.empty();
    }
  }
}
