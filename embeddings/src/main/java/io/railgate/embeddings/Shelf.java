package io.railgate.embeddings;

import io.railgate.embeddings.CacheFolder.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The segments of one space. */
final class Shelf implements StoredVectors {

  private final VectorCache cache;
  private final CacheFolder folder;
  private final VectorSpace space;
  private final CacheLimits limits;
  private final Warnings warnings;

  Shelf(
      VectorCache cache,
      CacheFolder folder,
      VectorSpace space,
      CacheLimits limits,
      Warnings warnings) {
    this.cache = cache;
    this.folder = folder;
    this.space = space;
    this.limits = limits;
    this.warnings = warnings;
  }

  @Override
  public Map<String, Embedding> lookup(Collection<String> texts) {
    Map<String, TextKey> keys = new HashMap<>();
    texts.forEach(text -> keys.computeIfAbsent(text, TextKey::of));
    Map<TextKey, Embedding> held = lookup(new HashSet<>(keys.values()));
    Map<String, Embedding> found = new HashMap<>();
    keys.forEach(
        (text, key) -> Optional.ofNullable(held.get(key)).ifPresent(it -> found.put(text, it)));
    cache.count(found.size(), keys.size() - found.size());
    return found;
  }

  private Map<TextKey, Embedding> lookup(Set<TextKey> wanted) {
    Map<TextKey, Embedding> held = new HashMap<>();
    try {
      for (Stored segment : folder.files(space.digest())) {
        if (wanted.isEmpty()) {
          break;
        }
        Map<TextKey, Embedding> found = read(segment.path(), wanted::contains).orElse(Map.of());
        if (!found.isEmpty()) {
          held.putAll(found);
          wanted.removeAll(found.keySet());
          CacheFolder.touch(segment.path());
        }
      }
    } catch (IOException e) {
      warnings.once("vector cache " + folder + ": cannot be read: " + e);
    }
    return held;
  }

  @Override
  public void store(Map<String, Embedding> vectors) {
    vectors.values().forEach(this::requireDimension);
    SortedMap<TextKey, Embedding> sorted = new TreeMap<>();
    vectors.forEach((text, vector) -> sorted.put(TextKey.of(text), vector));
    if (sorted.isEmpty()) {
      return;
    }
    try {
      Path target = folder.make(space.digest());
      folder.sweep(space.digest());
      for (SortedMap<TextKey, Embedding> part : parts(sorted)) {
        folder.shrinkTo(limits.totalBytes() - Segment.bytes(space.dimension(), part.size()));
        Segment.write(target, space, part);
      }
      mergeIfMany(target);
    } catch (IOException e) {
      warnings.once("vector cache " + folder + ": cannot be written: " + e);
    }
  }

  private void requireDimension(Embedding vector) {
    if (vector.dimension() != space.dimension()) {
      throw new IllegalArgumentException(
          "dimension: found " + vector.dimension() + ", expected " + space.dimension());
    }
  }

  /** As many vectors as there is room for, in segments that are no larger than they may be. */
  private List<SortedMap<TextKey, Embedding>> parts(SortedMap<TextKey, Embedding> vectors) {
    List<SortedMap<TextKey, Embedding>> parts = new ArrayList<>();
    long room = limits.totalBytes();
    Iterator<Map.Entry<TextKey, Embedding>> rest = vectors.entrySet().iterator();
    while (rest.hasNext() && capacity(room) > 0) {
      long count = Math.max(1, capacity(Math.min(room, limits.segmentBytes())));
      SortedMap<TextKey, Embedding> part = new TreeMap<>();
      while (rest.hasNext() && part.size() < count) {
        Map.Entry<TextKey, Embedding> next = rest.next();
        part.put(next.getKey(), next.getValue());
      }
      parts.add(part);
      room -= Segment.bytes(space.dimension(), part.size());
    }
    return parts;
  }

  /** How many vectors a segment of so many bytes holds. */
  private long capacity(long bytes) {
    return (bytes - Segment.bytes(space.dimension(), 0)) / Segment.recordBytes(space.dimension());
  }

  /** Makes one segment of the smallest ones. What they hold is never gone meanwhile. */
  private void mergeIfMany(Path target) throws IOException {
    List<Stored> segments = folder.files(space.digest());
    if (segments.size() <= limits.segments()) {
      return;
    }
    SortedMap<TextKey, Embedding> merged = new TreeMap<>();
    List<Path> read = new ArrayList<>();
    for (Path segment : smallest(segments)) {
      read(segment, key -> true)
          .ifPresent(
              held -> {
                merged.putAll(held);
                read.add(segment);
              });
    }
    if (read.size() > 1) {
      Path whole = Segment.write(target, space, merged);
      for (Path segment : read) {
        if (!segment.equals(whole)) {
          Files.deleteIfExists(segment);
        }
      }
    }
  }

  /** The smallest segments, as many as make one that is no larger than it may be. */
  private List<Path> smallest(List<Stored> segments) {
    List<Path> smallest = new ArrayList<>();
    long bytes = 0;
    for (Stored next : segments.stream().sorted(Comparator.comparingLong(Stored::bytes)).toList()) {
      bytes += next.bytes();
      if (bytes > limits.segmentBytes()) {
        break;
      }
      smallest.add(next.path());
    }
    return smallest;
  }

  /** What a segment holds; empty if it cannot be used, and then it is deleted if it is damaged. */
  private Optional<Map<TextKey, Embedding>> read(Path segment, Predicate<TextKey> wanted) {
    try {
      return Optional.of(Segment.read(segment, space, wanted));
    } catch (CacheDamaged e) {
      warnings.tell(
          "vector cache: "
              + segment
              + " "
              + e.getMessage()
              + CacheFolder.discarded(segment, "embedded"));
    } catch (IOException e) {
      if (Files.exists(segment)) { // and was not merged or deleted by another process
        warnings.tell("vector cache: " + segment + " cannot be read: " + e);
      }
    }
    return Optional.empty();
  }
}
