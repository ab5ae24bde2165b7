package io.railgate.embeddings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The results in a cache's folder. */
final class ResultShelf implements StoredResults {

  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

  private final CacheFolder folder;
  private final CacheLimits limits;
  private final Warnings warnings;

  ResultShelf(CacheFolder folder, CacheLimits limits, Warnings warnings) {
    this.folder = folder;
    this.limits = limits;
    this.warnings = warnings;
  }

  @Override
  public Optional<byte[]> lookup(String key) {
    requireKey(key);
    Path file = folder.path(CacheFolder.RESULTS, ResultFile.name(key));
    try {
      byte[] result = ResultFile.read(file, key, limits.segmentBytes());
      CacheFolder.touch(file);
      return Optional.of(result);
    } catch (CacheDamaged e) {
      warnings.tell(
          "vector cache: " + file + " " + e.getMessage() + CacheFolder.discarded(file, "computed"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (Files.exists(file)) { // and was not deleted by another process
        warnings.tell("vector cache: " + file + " cannot be read: " + e);
      }
    }
    return Optional.empty();
  }

  @Override
  public void store(String key, byte[] result) {
    requireKey(key);
    long bytes = ResultFile.bytes(result.length);
    if (bytes > Math.min(limits.segmentBytes(), limits.totalBytes())) {
      return;
    }
    try {
      Path shelf = folder.make(CacheFolder.RESULTS);
      folder.sweep(CacheFolder.RESULTS);
      folder.shrinkTo(limits.totalBytes() - bytes);
      ResultFile.write(shelf, key, result);
    } catch (IOException e) {
      warnings.once("vector cache " + folder + ": cannot be written: " + e);
    }
  }

  private static void requireKey(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("key: found " + key + ", expected SHA-256 in hex");
    }
  }
}
