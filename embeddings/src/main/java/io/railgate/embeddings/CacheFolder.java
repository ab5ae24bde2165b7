package io.railgate.embeddings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a cache: {@code ROOT/SPACE/SEGMENT.vectors} and {@code ROOT/results/KEY.result}.
 * What has other names is not ours, and left alone. Any file can be deleted by another process at
 * any time.
 */
final class CacheFolder {

  /** A file that was not finished in this time was left by a process that died. */
  private static final Duration LONGEST_WRITE = Duration.ofHours(1);

  /** The shelf of results; those of vectors are named by the digest of their space. */
  static final String RESULTS = "results";

  /** How the names of files begin that are being written, and how they end. */
  private static final String UNFINISHED = ".unfinished-";

  private static final String TEMPORARY = ".tmp";

  private static final Pattern SHELF = Pattern.compile("[0-9a-f]{64}|" + RESULTS);
  private static final Pattern FILE =
      Pattern.compile(
          "[0-9a-f]{64}"
              + ("(" + Pattern.quote(Segment.SUFFIX) + "|")
              + (Pattern.quote(ResultFile.SUFFIX) + ")"));

  private final Path root;

  CacheFolder(Path root) {
    this.root = root;
  }

  /**
   * A file of the cache.
   *
   * @param bytes its size; 0 if it is not even a file
   * @param used when it was last of use
   */
  record Stored(Path path, long bytes, FileTime used) {}

  /** Whether everybody on the machine may write here. False where there are no such permissions. */
  boolean isOpenToAll() {
    try {
      return hasPermissions()
          && Files.getPosixFilePermissions(root).contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException e) {
      return false; // not there yet, or not to be read: then nothing is taken from it
    }
  }

  /** The folder of a shelf, made if it is not there, for nobody but this user. */
  Path make(String shelf) throws IOException {
    Path folder = root.resolve(shelf);
    return Files.createDirectories(folder, hasPermissions() ? ownersOnly() : noAttributes());
  }

  /** The files of a shelf, those first that were of use last. */
  List<Stored> files(String shelf) throws IOException {
    return files(root.resolve(shelf));
  }

  /** The path of a file, which need not be there. */
  Path path(String shelf, String name) {
    return root.resolve(shelf).resolve(name);
  }

  /** A new file to write in, which is then moved into its place in the same folder. */
  static Path aside(Path folder) throws IOException {
    return Files.createTempFile(folder, UNFINISHED, TEMPORARY);
  }

  /** Deletes the files that were of use longest ago, of any shelf, until no more are left. */
  void shrinkTo(long bytes) throws IOException {
    List<Stored> all = new ArrayList<>();
    for (Path folder : children(root)) {
      if (SHELF.matcher(folder.getFileName().toString()).matches()) {
        all.addAll(files(folder));
      }
    }
    all.sort(Comparator.comparing(Stored::used));
    long left = all.stream().mapToLong(Stored::bytes).sum();
    for (Stored oldest : all) {
      if (left > bytes && oldest.bytes > 0) {
        Files.deleteIfExists(oldest.path);
        left -= oldest.bytes;
      }
    }
  }

  /** Notes that a file was of use, if that can be noted. */
  static void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      return; // it may only be deleted sooner
    }
  }

  /** Deletes what processes that died have left unfinished. */
  void sweep(String shelf) throws IOException {
    FileTime longAgo = FileTime.from(Instant.now().minus(LONGEST_WRITE));
    for (Path file : children(root.resolve(shelf))) {
      String name = file.getFileName().toString();
      boolean unfinished = name.startsWith(UNFINISHED) && name.endsWith(TEMPORARY);
      if (unfinished
          && attributes(file)
              .filter(is -> is.lastModifiedTime().compareTo(longAgo) < 0)
              .isPresent()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Deletes a damaged file; a folder in its place only if that is empty.
   *
   * @param anew what is done again for want of it
   * @return what became of it, in words
   */
  static String discarded(Path file, String anew) {
    try {
      Files.deleteIfExists(file);
      return "; it is deleted, and what it held is " + anew + " again";
    } catch (IOException e) {
      return "; it cannot be deleted: " + e;
    }
  }

  private static List<Stored> files(Path folder) throws IOException {
    List<Stored> found = new ArrayList<>();
    for (Path file : children(folder)) {
      if (FILE.matcher(file.getFileName().toString()).matches()) {
        attributes(file)
            .map(is -> new Stored(file, is.isRegularFile() ? is.size() : 0, is.lastModifiedTime()))
            .ifPresent(found::add);
      }
    }
    found.sort(Comparator.comparing(Stored::used).reversed());
    return found;
  }

  private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
    try {
      return Optional.of(
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** What is in a folder; nothing if there is no such folder. */
  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private boolean hasPermissions() {
    return root.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] ownersOnly() {
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
    };
  }

  private static FileAttribute<?>[] noAttributes() {
    return new FileAttribute<?>[0];
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
