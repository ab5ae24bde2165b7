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
 * The files of a cache: {@code ROOT/SPACE/SEGMENT.vectors}. What has other names is not ours, and
 * left alone. Any file can be deleted by another process at any time.
 */
final class CacheFolder {

  /** A file that was not finished in this time was left by a process that died. */
  private static final Duration LONGEST_WRITE = Duration.ofHours(1);

  private static final Pattern SPACE = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SEGMENT =
      Pattern.compile("[0-9a-f]{64}" + Pattern.quote(Segment.SUFFIX));

  private final Path root;

  CacheFolder(Path root) {
    this.root = root;
  }

  /**
   * A segment.
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

  /** The folder of a space, made if it is not there, for nobody but this user. */
  Path make(VectorSpace space) throws IOException {
    Path folder = root.resolve(space.digest());
    return Files.createDirectories(folder, hasPermissions() ? ownersOnly() : noAttributes());
  }

  /** The segments of a space, those first that were of use last. */
  List<Stored> segments(VectorSpace space) throws IOException {
    return segments(root.resolve(space.digest()));
  }

  /** Deletes the segments that were of use longest ago, of any space, until no more are left. */
  void shrinkTo(long bytes) throws IOException {
    List<Stored> all = new ArrayList<>();
    for (Path folder : children(root)) {
      if (SPACE.matcher(folder.getFileName().toString()).matches()) {
        all.addAll(segments(folder));
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

  /** Notes that a segment was of use, if that can be noted. */
  void touch(Stored segment) {
    try {
      Files.setLastModifiedTime(segment.path, FileTime.from(Instant.now()));
    } catch (IOException e) {
      return; // it may only be deleted sooner
    }
  }

  /** Deletes what processes that died have left unfinished. */
  void sweep(VectorSpace space) throws IOException {
    FileTime longAgo = FileTime.from(Instant.now().minus(LONGEST_WRITE));
    for (Path file : children(root.resolve(space.digest()))) {
      String name = file.getFileName().toString();
      boolean unfinished = name.startsWith(Segment.UNFINISHED) && name.endsWith(Segment.TEMPORARY);
      if (unfinished
          && attributes(file)
              .filter(is -> is.lastModifiedTime().compareTo(longAgo) < 0)
              .isPresent()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static List<Stored> segments(Path folder) throws IOException {
    List<Stored> found = new ArrayList<>();
    for (Path file : children(folder)) {
      if (SEGMENT.matcher(file.getFileName().toString()).matches()) {
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
