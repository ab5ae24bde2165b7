package io.railgate.embeddings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** A cache in a folder, opened anew for each call as by a new process, and what it warned of. */
final class CachedTexts {

  static final Encoder ENCODER = new OnnxEncoder(BuiltInModels.BGE_SMALL_EN_V15_Q);

  private final Path folder;
  private final CacheLimits limits;
  private final Queue<String> warnings = new ConcurrentLinkedQueue<>();

  CachedTexts(Path folder) {
    this(folder, CacheLimits.DEFAULT);
  }

  CachedTexts(Path folder, CacheLimits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  StoredVectors open() {
    return open(ENCODER);
  }

  StoredVectors open(Encoder encoder) {
    return VectorCache.at(folder, warnings::add, limits).vectorsOf(encoder);
  }

  /** What has been warned of, in order. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Segments of all encoders. */
  List<Path> segments() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(Segment.SUFFIX)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of all segments. */
  long bytes() {
    return segments().stream().mapToLong(file -> file.toFile().length()).sum();
  }

  /** Lets some time pass since the segments were of use. */
  void age(long minutes) throws IOException {
    for (Path segment : segments()) {
      Instant used = Files.getLastModifiedTime(segment).toInstant();
      Files.setLastModifiedTime(segment, FileTime.from(used.minusSeconds(60 * minutes)));
    }
  }

  /** Vectors in the encoder's space for the texts {@code name}-0 and so on, of our own making. */
  static Map<String, Embedding> made(String name, int count) {
    Map<String, Embedding> vectors = new HashMap<>();
    for (int i = 0; i < count; i++) {
      float[] direction = new float[ENCODER.model().dimension()];
      direction[i % direction.length] = 1;
      direction[Math.floorMod(name.hashCode(), direction.length)] += 0.3f;
      vectors.put(name + "-" + i, Embedding.ofDirection(direction));
    }
    return vectors;
  }

  /** A real encoder that remembers what it was given, and may turn the vectors. */
  record Watched(Queue<String> given, float turn) implements Encoder {

    Watched() {
      this(new ConcurrentLinkedQueue<>(), 0);
    }

    @Override
    public EncoderModel model() {
      return ENCODER.model();
    }

    @Override
    public List<Embedding> encode(List<String> texts) {
      given.addAll(texts);
      List<Embedding> turned = new ArrayList<>();
      for (Embedding embedding : ENCODER.encode(texts)) {
        float[] vector = embedding.toArray();
        vector[0] += turn;
        turned.add(turn == 0 ? embedding : Embedding.ofDirection(vector));
      }
      return turned;
    }

    @Override
    public List<String> windows(String text) {
      return ENCODER.windows(text);
    }

    @Override
    public void close() {}
  }
}
