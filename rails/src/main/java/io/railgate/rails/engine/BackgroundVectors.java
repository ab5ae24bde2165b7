package io.railgate.rails.engine;

import io.railgate.embeddings.Device;
import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.engine.UserTurn.Reading;
import io.railgate.rails.engine.UserTurn.Reading.Embedded;
import io.railgate.rails.matching.Background;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The background prompts in the space of an encoder. They are the same for every rail set, so each
 * encoder embeds them at most once in the life of a process. Safe for many threads.
 */
final class BackgroundVectors {

  /** What makes vectors: a model, and what it runs on. */
  private record Source(String digest, Device device) {}

  private static final Map<Source, List<Embedding>> BY_ENCODER = new HashMap<>();

  private BackgroundVectors() {}

  /**
   * The vectors of those prompts that the encoder can read.
   *
   * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
   */
  static synchronized List<Embedding> of(Encoder encoder, VectorCache cache) {
    return BY_ENCODER.computeIfAbsent(
        new Source(encoder.model().digest(), encoder.device()),
        source -> vectors(Background.prompts(), encoder, cache));
  }

  private static List<Embedding> vectors(List<String> prompts, Encoder encoder, VectorCache cache) {
    Map<String, Reading> readings = Readings.of(prompts, encoder, cache);
    return prompts.stream()
        .map(readings::get)
        .flatMap(
            reading ->
                reading instanceof Embedded(Embedding vector) ? Stream.of(vector) : Stream.empty())
        .toList();
  }
}
