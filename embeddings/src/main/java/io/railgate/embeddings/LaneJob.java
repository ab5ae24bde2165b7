package io.railgate.embeddings;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What waits for a lane of an {@link EncoderPool}, and who waits for it. */
abstract class LaneJob<T> implements Runnable {

  final CompletableFuture<T> future = new CompletableFuture<>();
  private final long since = System.nanoTime();
  private final long deadline;

  /**
   * Begins to wait.
   *
   * @param patience how long it may
   */
  LaneJob(Duration patience) {
    this.deadline = since + patience.toNanos();
  }

  /** Whether it is to be done: not if nobody waits any more, nor if it waited for too long. */
  final boolean isWanted() {
    if (future.isDone()) {
      return false;
    }
    if (System.nanoTime() - deadline > 0) {
      future.completeExceptionally(new EncoderPool.DeadlineExceeded());
      return false;
    }
    return true;
  }

  /** How long it waited for a lane that took it at {@code begun}, in {@link System#nanoTime}. */
  final Duration waitedUntil(long begun) {
    return Duration.ofNanos(begun - since);
  }

  /** Ends it as {@code cause} says; true if that is a failure of the encoder. */
  final boolean fail(Throwable cause) {
    future.completeExceptionally(cause);
    return !(cause instanceof TextTooLong || cause instanceof NothingToRead);
  }
}
