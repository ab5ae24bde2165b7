package io.railgate.proxy.audit;

import io.railgate.rails.set.AuditSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Appends entries to a file, on a thread of its own. Nobody who hands one in waits for the disk.
 * Safe for many threads.
 */
public final class AuditLog implements AutoCloseable {

  /** Most entries that wait to be written. */
  static final int MAX_WAITING = 8192;

  /** Most memory that they take, in bytes, by estimate; an entry that was promised room, beyond. */
  static final long MAX_BYTES = 16_000_000;

  /** Time for what waits when the proxy ends. */
  static final Duration LAST_WRITES = Duration.ofSeconds(2);

  /** Longest time for one line; from then on the disk counts as one that cannot be written. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Time between two tries to write to a disk that fails. */
  private static final Duration RETRY = Duration.ofMillis(250);

  /** Time in which opening the file shows whether it can be had. */
  private static final Duration OPENING = Duration.ofSeconds(1);

  private static final long IDLE = 0;

  private final AuditSettings settings;
  private final Duration patience;
  private final RotatingFile file;
  private final WaitingEntries waiting;
  private final Health health;
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private final Thread writer = new Thread(this::write, "audit");
  private volatile @Nullable AuditEntry atHand;
  private volatile long busySince = IDLE;

  AuditLog(AuditSettings settings, int maxWaiting, long maxBytes, Duration patience) {
    this.settings = settings;
    this.patience = patience;
    Path path = settings.file();
    this.file = new RotatingFile(path, settings.maxBytes(), settings.keep());
    this.waiting = new WaitingEntries(maxWaiting, maxBytes);
    this.health = new Health(path);
    writer.setDaemon(true);
  }

  /**
   * Opens the file and begins to write; blocks for a second at most.
   *
   * @throws AuditUnusable if the file cannot be had; not if only its disk is full or slow
   */
  public static AuditLog open(AuditSettings settings) throws AuditUnusable {
    return new AuditLog(settings, MAX_WAITING, MAX_BYTES, PATIENCE).start();
  }

  AuditLog start() throws AuditUnusable {
    writer.start();
    try {
      opened.get(OPENING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      String why =
          e.getCause() instanceof IOException failure ? Health.reason(failure) : "" + e.getCause();
      throw new AuditUnusable("audit: cannot write " + settings.file() + ": " + why);
    } catch (TimeoutException e) {
      // A slow disk, or a pipe that nobody reads yet.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return this;
  }

  /** How the record is to be kept. */
  public AuditSettings settings() {
    return settings;
  }

  /** Whether lines can be written now, as far as that is known. */
  public boolean isWriting() {
    return !health.isBroken() && !isStalled();
  }

  /**
   * Promises room for one entry, which must then be handed in.
   *
   * @return false if there is none, or lines cannot be written now
   */
  public boolean reserve() {
    return isWriting() && waiting.reserve();
  }

  /**
   * Hands an entry in. One for which there is no room is lost, and counted.
   *
   * @param reserved whether room was promised
   */
  public void add(AuditEntry entry, boolean reserved) {
    if (!waiting.add(entry, reserved)) {
      health.lost();
    }
  }

  public AuditCounts counts() {
    return health.counts(isStalled());
  }

  /** Writes what waits, within {@link #LAST_WRITES}; blocks until done. */
  @Override
  public void close() {
    waiting.close();
    try {
      writer.join(LAST_WRITES.toMillis());
      if (writer.isAlive()) {
        writer.interrupt();
        writer.join(RETRY.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    int left = waiting.size() + (atHand == null ? 0 : 1);
    if (left > 0) {
      health.abandoned(left);
    }
  }

  private boolean isStalled() {
    long since = busySince;
    return since != IDLE && System.nanoTime() - since > patience.toNanos();
  }

  private void write() {
    try {
      if (open()) {
        while (!isDone()) {
          writeNext();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the end does not wait any longer
    } finally {
      close(file);
    }
  }

  private boolean isDone() {
    return atHand == null && waiting.isClosed() && waiting.size() == 0;
  }

  private boolean open() {
    try {
      busy();
      file.open();
      opened.complete(null);
      probe();
      return true;
    } catch (IOException e) {
      opened.completeExceptionally(e);
      return false;
    } finally {
      busySince = IDLE;
    }
  }

  private void probe() {
    try {
      file.probe();
    } catch (IOException e) {
      health.broken(e);
      close(file);
    }
  }

  /** An entry stays at hand until it is written: a disk that is full may have room again. */
  private void writeNext() throws InterruptedException {
    if (atHand == null) {
      Optional<AuditEntry> next = waiting.next(RETRY);
      atHand = next.orElse(null);
    }
    AuditEntry entry = atHand;
    if (entry == null && file.isOpen()) {
      return;
    }
    try {
      busy();
      if (!file.isOpen()) {
        file.open();
        file.probe();
      }
      if (entry != null) {
        byte[] line = AuditLine.of(entry, settings.text());
        file.append(line);
        atHand = null;
        health.written(line.length);
      }
      health.well(waiting.isRoomy());
    } catch (IOException e) {
      health.broken(e);
      close(file);
      waiting.pause(RETRY);
    } catch (RuntimeException e) { // an entry that cannot be written must not end the writing
      atHand = null;
      health.lost();
    } finally {
      busySince = IDLE;
    }
  }

  private void busy() {
    long now = System.nanoTime();
    busySince = now == IDLE ? 1 : now;
  }

  private static void close(RotatingFile file) {
    try {
      file.close();
    } catch (IOException e) {
      // What was written is written; it is opened anew for what comes.
    }
  }
}
