package io.railgate.embeddings;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * A folder on disk where vectors of texts, and what was computed from them, are kept from one
 * process to the next, at most 256 MiB together. Several processes may use it at once. It can be
 * deleted at any time, and trouble with it is never a failure: then texts are embedded again.
 *
 * <p>Vectors decide what matches, so whoever can write into the folder has a say in decisions. It
 * is made for its user alone, and not used if everybody may write there. No text is stored, only
 * its SHA-256. Safe for many threads.
 */
public final class VectorCache {

  private final Optional<CacheFolder> folder;
  private final CacheLimits limits;
  private final Warnings warnings;
  private final Progress progress;
  private final boolean holdsResults;
  private final LongAdder found = new LongAdder();
  private final LongAdder missed = new LongAdder();

  private VectorCache(
      Optional<CacheFolder> folder,
      CacheLimits limits,
      Warnings warnings,
      Progress progress,
      boolean holdsResults) {
    this.folder = folder;
    this.limits = limits;
    this.warnings = warnings;
    this.progress = progress;
    this.holdsResults = holdsResults;
  }

  /**
   * The cache in a folder, which is made when there is something to store.
   *
   * @param warnings told in words, with paths and without texts, of files that are damaged, and
   *     once if the folder cannot be used
   */
  public static VectorCache at(Path folder, Consumer<String> warnings) {
    return at(folder, warnings, CacheLimits.DEFAULT);
  }

  static VectorCache at(Path folder, Consumer<String> warnings, CacheLimits limits) {
    return new VectorCache(
        Optional.of(new CacheFolder(folder.toAbsolutePath())),
        limits,
        new Warnings(warnings),
        Progress.NONE,
        true);
  }

  /** A cache that holds nothing. */
  public static VectorCache none() {
    return new VectorCache(
        Optional.empty(), CacheLimits.DEFAULT, new Warnings(message -> {}), Progress.NONE, false);
  }

  /** The same cache; {@code told} hears of the texts that are embedded because it lacks them. */
  public VectorCache telling(Progress told) {
    return new VectorCache(folder, limits, warnings, told, holdsResults);
  }

  /** The same cache for vectors alone: what is computed from them is computed each time. */
  public VectorCache withoutResults() {
    return new VectorCache(folder, limits, warnings, progress, false);
  }

  /** Whether anything is held from one lookup to the next. */
  public boolean holds() {
    return folder.filter(this::isOurs).isPresent();
  }

  /** Who hears of the texts that are embedded because this cache lacks them. */
  public Progress progress() {
    return progress;
  }

  /**
   * What is held for an encoder. Encodes one text, to see whether this machine computes the bits
   * that were stored.
   *
   * @throws InferenceFailed if the encoder fails
   */
  public StoredVectors vectorsOf(Encoder encoder) {
    Optional<CacheFolder> ours = folder.filter(this::isOurs);
    if (ours.isEmpty()) {
      return new Nothing(this);
    }
    try {
      return new Shelf(this, ours.get(), VectorSpace.of(encoder), limits, warnings);
    } catch (TextTooLong | NothingToRead e) {
      warnings.once("vector cache: not used, because the encoder cannot read a short English text");
      return new Nothing(this);
    }
  }

  /** What is held of results that were computed from vectors. */
  public StoredResults results() {
    return folder
        .filter(files -> holdsResults && isOurs(files))
        .<StoredResults>map(files -> new ResultShelf(files, limits, warnings))
        .orElseGet(NoResults::new);
  }

  private boolean isOurs(CacheFolder files) {
    if (files.isOpenToAll()) {
      warnings.once("vector cache " + files + ": not used, because everybody may write there");
      return false;
    }
    return true;
  }

  /** How many vectors lookups have found since this cache was opened. */
  public long found() {
    return found.sum();
  }

  /** How many vectors lookups have not found since this cache was opened. */
  public long missed() {
    return missed.sum();
  }

  void count(int found, int missed) {
    this.found.add(found);
    this.missed.add(missed);
  }

  private record Nothing(VectorCache cache) implements StoredVectors {

    @Override
    public Map<String, Embedding> lookup(Collection<String> texts) {
      cache.count(0, Set.copyOf(texts).size());
      return Map.of();
    }

    @Override
    public void store(Map<String, Embedding> vectors) {}
  }

  private record NoResults() implements StoredResults {

    @Override
    public Optional<byte[]> lookup(String key) {
      return Optional.empty();
    }

    @Override
    public void store(String key, byte[] result) {}
  }
}
