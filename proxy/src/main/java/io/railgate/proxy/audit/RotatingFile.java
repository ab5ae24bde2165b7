package io.railgate.proxy.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that is set aside when it is large: {@code audit.jsonl} becomes {@code
 * audit.jsonl.1}, that {@code audit.jsonl.2}, and so on. It holds whole lines only, whatever goes
 * wrong. What is no regular file, such as a pipe, is written to and nothing else. For one thread.
 */
final class RotatingFile implements Closeable {

  private static final byte[] LINE_END = {'\n'};

  private final Path path;
  private final long maxBytes;
  private final int keep;
  private @Nullable FileChannel channel;
  private @Nullable Object key;

  /**
   * Opens nothing yet.
   *
   * @param maxBytes size from which it is set aside, unless one line is longer
   * @param keep how many that were set aside are kept, 1 or more
   */
  RotatingFile(Path path, long maxBytes, int keep) {
    this.path = path;
    this.maxBytes = maxBytes;
    this.keep = keep;
  }

  boolean isOpen() {
    return channel != null;
  }

  /**
   * Opens it, and makes it if it is not there; a line that was begun and not ended is ended. Blocks
   * if it is a pipe that nobody reads.
   *
   * @throws IOException if it cannot be had for this process alone
   */
  void open() throws IOException {
    close();
    boolean special = Files.exists(path) && !Files.isRegularFile(path);
    boolean begun = !special && !endsWithLine();
    FileChannel opened = special ? FileChannel.open(path, StandardOpenOption.WRITE) : create();
    channel = opened;
    if (special) {
      return;
    }
    try {
      if (opened.tryLock() == null) {
        throw new IOException("another process writes it");
      }
      key = key();
      if (begun) {
        write(opened, LINE_END);
      }
    } catch (OverlappingFileLockException e) {
      close();
      throw new IOException("another part of this process writes it", e);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Finds out whether the disk takes anything. */
  void probe() throws IOException {
    FileChannel opened = opened();
    if (key != null) {
      long size = opened.size();
      write(opened, LINE_END);
      opened.truncate(size);
    }
  }

  /**
   * Appends a line; blocks as long as the disk does.
   *
   * @param line with its end
   * @throws IOException if it is not there whole; then nothing of it is, if that can be done
   */
  void append(byte[] line) throws IOException {
    if (key != null && !key.equals(keyNow())) {
      open(); // someone took the file away
    }
    if (key != null && opened().size() > 0 && opened().size() + line.length > maxBytes) {
      rotate();
    }
    write(opened(), line);
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    key = null;
    if (open != null) {
      open.close();
    }
  }

  private void write(FileChannel to, byte[] bytes) throws IOException {
    long before = key == null ? 0 : to.size();
    ByteBuffer left = ByteBuffer.wrap(bytes);
    try {
      while (left.hasRemaining()) {
        to.write(left);
      }
    } catch (IOException e) {
      if (key != null && to.isOpen()) {
        to.truncate(before);
      }
      throw e;
    }
  }

  /** The older ones first, so that none is lost if it cannot be done to the end. */
  private void rotate() throws IOException {
    close();
    for (int number = keep; number > 0; number--) {
      Path from = number == 1 ? path : aside(number - 1);
      if (Files.exists(from)) {
        Files.move(from, aside(number), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    open();
  }

  private Path aside(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  /** For its owner, and to be read by the group: it may hold what users said. */
  private FileChannel create() throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
            }
            : new FileAttribute<?>[0];
    return FileChannel.open(path, options, attributes);
  }

  private boolean endsWithLine() throws IOException {
    if (!Files.isReadable(path) || Files.size(path) == 0) {
      return true;
    }
    try (SeekableByteChannel in = Files.newByteChannel(path)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      in.position(in.size() - 1).read(last);
      return last.get(0) == '\n';
    }
  }

  private Object key() throws IOException {
    Object now = keyNow();
    return now == null ? path : now;
  }

  /** What tells this file from another of the same name; null if there is none. */
  private @Nullable Object keyNow() throws IOException {
    try {
      Object found = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return found == null ? path : found;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private FileChannel opened() {
    return Objects.requireNonNull(channel, "the file is open");
  }
}
