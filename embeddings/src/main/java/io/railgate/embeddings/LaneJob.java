package io.railgate.embeddings;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What waits for a lane of an {@link EncoderPool}, and who waits for it. */
abstract class LaneJob<T> implements Runnable {

  final CompletableFuture<T> future = new CompletableFuture<>();
  private final LongSupplier nanoTime;
  private final long since;
  private final long deadline;

  /**
   * Begins to wait.
   *
   * @param patience how long it may
   * @param nanoTime a clock that nobody sets, such as {@link System#nanoTime}
   */
  LaneJob(Duration patience, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.since = nanoTime.getAsLong();
    this.deadline = since + patience.toNanos();
  }

  /** Whether nobody waits for it any more. */
  final boolean isOver() {
    return future.isDone();
  }

  /** Whether it is to be done: not if nobody waits any more, nor if it waited for too long. */
  final boolean isWanted() {
    if (isOver()) {
      return false;
    }
    if (nanoTime.getAsLong() - deadline > 0) {
      future.completeExceptionally(new EncoderPool.DeadlineExceeded());
      return false;
    }
    return true;
  }

  /** How long it waited for a lane that took it at {@code begun}, by its clock. */
  final Duration waitedUntil(long begun) {
    return Duration.ofNanos(begun - since);
  }

  /** Ends it as {@code why} says, unless it waited for too long anyway. */
  final void turnAway(Supplier<? extends RuntimeException> why) {
    if (isWanted()) {
      future.completeExceptionally(why.get());
    }
  }

  /** Ends it as {@code cause} says; true if that is a failure of the encoder. */
  final boolean fail(Throwable cause) {
    future.completeExceptionally(cause);
    return !(cause instanceof TextTooLong || cause instanceof NothingToRead);
  }
}
