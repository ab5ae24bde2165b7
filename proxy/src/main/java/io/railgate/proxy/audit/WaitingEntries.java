package io.railgate.proxy.audit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Entries that wait to be written, within bounds. Safe for many threads. */
final class WaitingEntries {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<AuditEntry> entries = new ArrayDeque<>();
  private final int maxEntries;
  private final long maxBytes;
  private int reserved;
  private long bytes;
  private boolean closed;

  /**
   * An empty queue.
   *
   * @param maxBytes of memory, by estimate
   */
  WaitingEntries(int maxEntries, long maxBytes) {
    this.maxEntries = maxEntries;
    this.maxBytes = maxBytes;
  }

  /** Keeps room for an entry to come; false if there is none. */
  boolean reserve() {
    lock.lock();
    try {
      boolean room = hasRoom();
      reserved += room ? 1 : 0;
      return room;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds an entry; false if there is no room for it.
   *
   * @param hasRoom whether room was kept for it, which is used up
   */
  boolean add(AuditEntry entry, boolean hasRoom) {
    lock.lock();
    try {
      reserved -= hasRoom ? 1 : 0;
      if (closed || (!hasRoom && !hasRoom())) {
        return false;
      }
      entries.add(entry);
      bytes += entry.bytes();
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The next entry; empty if none comes within {@code longest}, or no more will come. */
  Optional<AuditEntry> next(Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (entries.isEmpty() && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      Optional<AuditEntry> next = Optional.ofNullable(entries.poll());
      next.ifPresent(entry -> bytes -= entry.bytes());
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Waits; shorter if no more will come. */
  void pause(Duration pause) throws InterruptedException {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
    if (isClosed()) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** Whether half of the room or more is free again. */
  boolean isRoomy() {
    lock.lock();
    try {
      return entries.size() + reserved <= maxEntries / 2 && bytes <= maxBytes / 2;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more; what waits stays. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoom() {
    return !closed && entries.size() + reserved < maxEntries && bytes < maxBytes;
  }
}
