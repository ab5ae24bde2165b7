package io.railgate.embeddings;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a lane of an {@link EncoderPool}: first in, first out, until it is overloaded. It
 * is from when the oldest has waited longer than {@link #STANDING}, or one more comes than there is
 * room for, until a free lane finds nothing waiting. Meanwhile the newest is taken first, whatever
 * else has waited longer than {@link #OVERDUE} is turned away, and so is the oldest where there is
 * no room: what is taken has waited for about one run, and whoever is turned away hears of it soon.
 * This is looked at when something comes and when a lane is free. It is adaptive LIFO with a
 * controlled delay (Maurer, "Fail at Scale", ACM Queue, 2015).
 *
 * <p>Safe for many threads. No future is completed while the lock is held, as that runs the code of
 * whoever waits for it.
 */
final class LaneQueue {

  /** Longer than a burst waits: the queue does not drain. */
  static final Duration STANDING = Duration.ofMillis(500);

  /**
   * The longest wait in an overloaded queue, but for the newest, which a lane takes after a run
   * that was longer.
   */
  static final Duration OVERDUE = Duration.ofMillis(20);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** The oldest is the first. */
  private final Deque<LaneJob<?>> waiting = new ArrayDeque<>();

  private final int limit;
  private final LongSupplier nanoTime;
  private boolean overloaded;
  private boolean closed;

  /**
   * An empty queue.
   *
   * @param limit most that wait, 1 or more
   * @param nanoTime the clock that the jobs go by, such as {@link System#nanoTime}
   */
  LaneQueue(int limit, LongSupplier nanoTime) {
    if (limit < 1) {
      throw new IllegalArgumentException("queue limit: found " + limit + ", expected 1 or more");
    }
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /** Has a job wait; it fails at once if the queue is closed. Others may be turned away for it. */
  void add(LaneJob<?> job) {
    List<TurnedAway> turnedAway = new ArrayList<>();
    lock.lock();
    try {
      if (closed) {
        turnedAway.add(new TurnedAway(job, EncoderPool.PoolClosed::new));
      } else {
        makeRoom(turnedAway);
        waiting.addLast(job);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    turnedAway.forEach(TurnedAway::tell);
  }

  /** The next for a lane that is free; waits for it. Empty once the queue is closed. */
  Optional<LaneJob<?>> next() throws InterruptedException {
    while (true) {
      List<TurnedAway> turnedAway = new ArrayList<>();
      lock.lockInterruptibly();
      try {
        removeOverdue(1, turnedAway);
        if (turnedAway.isEmpty() && (closed || !waiting.isEmpty())) {
          return Optional.ofNullable(take());
        }
        if (turnedAway.isEmpty()) {
          overloaded = false;
          changed.await();
        }
      } finally {
        lock.unlock();
      }
      turnedAway.forEach(TurnedAway::tell);
    }
  }

  /** The next, to be done with what a lane took before, if it is of this kind. */
  <J extends LaneJob<?>> Optional<J> another(Class<J> kind) {
    lock.lock();
    try {
      LaneJob<?> next = overloaded ? waiting.peekLast() : waiting.peekFirst();
      return kind.isInstance(next) ? Optional.ofNullable(kind.cast(take())) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** How many wait. */
  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Fails what waits and what comes, with {@link EncoderPool.PoolClosed}. */
  void close() {
    List<TurnedAway> turnedAway = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      waiting.forEach(job -> turnedAway.add(new TurnedAway(job, EncoderPool.PoolClosed::new)));
      waiting.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    turnedAway.forEach(TurnedAway::tell);
  }

  private void makeRoom(List<TurnedAway> turnedAway) {
    if (waiting.size() >= limit) {
      waiting.removeIf(LaneJob::isOver);
    }
    overloaded |= waiting.size() >= limit;
    removeOverdue(0, turnedAway);
    if (waiting.size() >= limit) {
      turnedAway.add(new TurnedAway(waiting.removeFirst(), this::full));
    }
  }

  /** All but so many of the newest. */
  private void removeOverdue(int kept, List<TurnedAway> turnedAway) {
    while (!waiting.isEmpty() && waiting.getFirst().isOver()) {
      waiting.removeFirst();
    }
    long now = nanoTime.getAsLong();
    overloaded |= hasOneWaitingLonger(STANDING, now);
    while (overloaded && waiting.size() > kept && hasOneWaitingLonger(OVERDUE, now)) {
      turnedAway.add(new TurnedAway(waiting.removeFirst(), LaneQueue::overdue));
    }
  }

  private boolean hasOneWaitingLonger(Duration than, long now) {
    LaneJob<?> oldest = waiting.peekFirst();
    return oldest != null && oldest.waitedUntil(now).compareTo(than) > 0;
  }

  private @Nullable LaneJob<?> take() {
    return overloaded ? waiting.pollLast() : waiting.pollFirst();
  }

  private EncoderPool.PoolFull full() {
    return new EncoderPool.PoolFull("the encoder's queue is full (" + limit + " texts)");
  }

  private static EncoderPool.PoolFull overdue() {
    return new EncoderPool.PoolFull(
        "the encoder is overloaded, and the text has waited longer than "
            + OVERDUE.toMillis()
            + " ms");
  }

  /** A job that is taken by no lane, and why. */
  private record TurnedAway(LaneJob<?> job, Supplier<? extends RuntimeException> why) {
    void tell() {
      job.turnAway(why);
    }
  }
}
