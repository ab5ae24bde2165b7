package io.railgate.embeddings;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs an encoder on platform threads of its own, the lanes, so that callers never compute. What
 * waits is bounded: a full queue refuses at once. Safe for many threads.
 */
public final class EncoderPool implements AutoCloseable {

  private final Encoder encoder;
  private final int queueLimit;
  private final ThreadPoolExecutor lanes;
  private final Observer observer;

  /** Is told, on a lane, of each text; it must be quick. */
  public interface Observer {

    /** Nobody is told. */
    Observer NONE = (waited, took, failed) -> {};

    /**
     * A text was at work.
     *
     * @param waited for a lane
     * @param took on the lane
     * @param failed whether the encoder itself did; a text that cannot be read is no failure
     */
    void done(Duration waited, Duration took, boolean failed);
  }

  /** Starts lanes that tell nobody. */
  public EncoderPool(Encoder encoder, int lanes, int queueLimit) {
    this(encoder, lanes, queueLimit, Observer.NONE);
  }

  /**
   * Starts the lanes. The encoder stays its owner's to close, after this pool.
   *
   * @param lanes threads that encode, 1 or more
   * @param queueLimit most texts that wait for a lane, 1 or more
   */
  public EncoderPool(Encoder encoder, int lanes, int queueLimit, Observer observer) {
    this.encoder = encoder;
    this.observer = observer;
    this.queueLimit = queueLimit;
    this.lanes =
        new ThreadPoolExecutor(
            lanes,
            lanes,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queueLimit),
            Thread.ofPlatform().daemon().name("encoder-lane-", 1).factory());
    this.lanes.prestartAllCoreThreads();
  }

  /**
   * Encodes one text on a lane. The future completes on that lane, with the failures of {@link
   * Encoder#encode(String)}, or with {@link PoolFull}, {@link PoolClosed} or {@link
   * DeadlineExceeded}. A cancelled future's text is not encoded if no lane took it yet.
   *
   * @param patience how long the text may wait for a lane
   */
  public CompletableFuture<Embedding> encode(String text, Duration patience) {
    return run(() -> encoder.encode(text), patience);
  }

  /**
   * Cuts one text into windows on a lane, with the failures of {@link Encoder#windows}; else as
   * {@link #encode}.
   *
   * @param patience how long the text may wait for a lane
   */
  public CompletableFuture<List<String>> windows(String text, Duration patience) {
    return run(() -> encoder.windows(text), patience);
  }

  private <T> CompletableFuture<T> run(Supplier<T> work, Duration patience) {
    long now = System.nanoTime();
    Job<T> job =
        new Job<>(work, now, now + patience.toNanos(), new CompletableFuture<>(), observer);
    try {
      lanes.execute(job);
    } catch (RejectedExecutionException e) {
      job.future.completeExceptionally(
          lanes.isShutdown() ? new PoolClosed() : new PoolFull(queueLimit));
    }
    return job.future;
  }

  /**
   * Stops the lanes. What waits fails with {@link PoolClosed}; what is being encoded is waited for,
   * so that the encoder can be closed afterwards.
   */
  @Override
  public void close() {
    for (Runnable waiting : lanes.shutdownNow()) {
      ((Job<?>) waiting).future.completeExceptionally(new PoolClosed());
    }
    lanes.close();
  }

  /** How many texts wait for a lane. */
  public int waiting() {
    return lanes.getQueue().size();
  }

  /** What to do with a text, since when and until when it may wait, and whom to tell. */
  private record Job<T>(
      Supplier<T> work, long since, long deadline, CompletableFuture<T> future, Observer observer)
      implements Runnable {

    @Override
    public void run() {
      if (future.isDone()) {
        return;
      }
      if (System.nanoTime() - deadline > 0) {
        future.completeExceptionally(new DeadlineExceeded());
        return;
      }
      long begun = System.nanoTime();
      boolean failed = true;
      try {
        T result = work.get();
        failed = false;
        future.complete(result);
      } catch (TextTooLong | NothingToRead e) {
        failed = false;
        future.completeExceptionally(e);
      } catch (Throwable e) {
        // Whatever went wrong, the caller must hear of it: a future left open would hang a request.
        future.completeExceptionally(e);
      } finally {
        observer.done(
            Duration.ofNanos(begun - since), Duration.ofNanos(System.nanoTime() - begun), failed);
      }
    }
  }

  /** The queue holds as many texts as it may. */
  public static final class PoolFull extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PoolFull(int limit) {
      super("the encoder's queue is full (" + limit + " texts)");
    }
  }

  /** No lane was free before the deadline. */
  public static final class DeadlineExceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeadlineExceeded() {
      super("no encoder lane was free before the deadline");
    }
  }

  /** The pool was closed before a lane took the text. */
  public static final class PoolClosed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PoolClosed() {
      super("the encoder pool is closed");
    }
  }
}
