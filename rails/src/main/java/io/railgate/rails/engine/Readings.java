package io.railgate.rails.engine;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.Progress;
import io.railgate.embeddings.StoredVectors;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.engine.UserTurn.Reading;
import io.railgate.rails.engine.UserTurn.Reading.Embedded;
import io.railgate.rails.text.NormalText;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads the texts of a set, most of them from the cache. */
final class Readings {

  private Readings() {}

  /**
   * What the encoder makes of each text, made normal. Embeds what the cache does not hold, on the
   * cores there are, and lets the cache keep it: by the text that is embedded, since how texts are
   * made normal can change.
   *
   * @return by text, as it was given
   * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
   */
  static Map<String, Reading> of(Collection<String> texts, Encoder encoder, VectorCache cache) {
    Map<String, NormalText> normal = new LinkedHashMap<>();
    texts.forEach(text -> normal.computeIfAbsent(text, NormalText::of));
    Map<String, NormalText> byPlain = new LinkedHashMap<>();
    normal.values().forEach(each -> byPlain.put(each.plain(), each));
    Map<String, Reading> readings = ofPlain(byPlain, encoder, cache);
    Map<String, Reading> byText = new HashMap<>();
    normal.forEach(
        (text, each) -> byText.put(text, Objects.requireNonNull(readings.get(each.plain()))));
    return byText;
  }

  private static Map<String, Reading> ofPlain(
      Map<String, NormalText> texts, Encoder encoder, VectorCache cache) {
    StoredVectors stored = cache.vectorsOf(encoder);
    Map<String, Reading> readings = new HashMap<>();
    stored
        .lookup(texts.keySet())
        .forEach((text, vector) -> readings.put(text, new Embedded(vector)));
    Map<String, Embedding> fresh = new HashMap<>();
    List<NormalText> missing =
        texts.values().stream().filter(text -> !readings.containsKey(text.plain())).toList();
    for (var read : embedded(missing, encoder, cache.progress())) {
      String plain = read.getKey().plain();
      readings.put(plain, read.getValue());
      if (read.getValue() instanceof Embedded(Embedding vector)) {
        fresh.put(plain, vector);
      }
    }
    stored.store(fresh);
    return readings;
  }

  /** As many together as are worth it, those of like length. */
  private static List<Map.Entry<NormalText, Reading>> embedded(
      List<NormalText> texts, Encoder encoder, Progress progress) {
    List<NormalText> byLength =
        texts.stream().sorted(Comparator.comparingInt(text -> text.plain().length())).toList();
    Told told = new Told(progress, texts.size());
    int batch = encoder.batch();
    return IntStream.range(0, (byLength.size() + batch - 1) / batch)
        .parallel()
        .mapToObj(i -> byLength.subList(i * batch, Math.min(byLength.size(), (i + 1) * batch)))
        .flatMap(
            run -> {
              List<Reading> readings = Reading.each(run, encoder);
              told.more(run.size());
              return paired(run, readings);
            })
        .toList();
  }

  /** Counts for whom it tells. */
  private static final class Told {
    private final Progress progress;
    private final int all;
    private int done;

    Told(Progress progress, int all) {
      this.progress = progress;
      this.all = all;
      more(0);
    }

    synchronized void more(int texts) {
      done += texts;
      if (all > 0) {
        progress.embedded(done, all);
      }
    }
  }

  private static Stream<Map.Entry<NormalText, Reading>> paired(
      List<NormalText> texts, List<Reading> readings) {
    return IntStream.range(0, texts.size()).mapToObj(i -> Map.entry(texts.get(i), readings.get(i)));
  }
}
