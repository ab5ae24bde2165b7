package io.railgate.rails.engine;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.StoredVectors;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.engine.UserTurn.Reading;
import io.railgate.rails.engine.UserTurn.Reading.Embedded;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the texts of a set, most of them from the cache. */
final class Readings {

  private Readings() {}

  /**
   * What the encoder makes of each text. Embeds what the cache does not hold, on the cores there
   * are, and lets the cache keep it.
   *
   * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
   */
  static Map<String, Reading> of(Collection<String> texts, Encoder encoder, VectorCache cache) {
    StoredVectors stored = cache.vectorsOf(encoder);
    Map<String, Reading> readings = new HashMap<>();
    stored.lookup(texts).forEach((text, vector) -> readings.put(text, new Embedded(vector)));
    List<String> missing = texts.stream().filter(text -> !readings.containsKey(text)).toList();
    Map<String, Embedding> fresh = new HashMap<>();
    missing.parallelStream()
        .map(text -> Map.entry(text, Reading.of(text, encoder)))
        .toList()
        .forEach(
            read -> {
              readings.put(read.getKey(), read.getValue());
              if (read.getValue() instanceof Embedded(Embedding vector)) {
                fresh.put(read.getKey(), vector);
              }
            });
    stored.store(fresh);
    return readings;
  }
}
