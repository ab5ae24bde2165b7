package io.railgate.embeddings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Runs an encoder on platform threads of its own, the lanes, so that callers never compute. A lane
 * that is free takes what waits, as many texts as are worth one run; none waits for others to come.
 * What waits is bounded: a full queue refuses at once. Safe for many threads.
 */
public final class EncoderPool implements AutoCloseable {

  private final Encoder encoder;
  private final int queueLimit;
  private final ThreadPoolExecutor lanes;
  private final Observer observer;

  /** Is told, on a lane, of what was at work; it must be quick. */
  public interface Observer {

    /** Nobody is told. */
    Observer NONE =
        new Observer() {
          @Override
          public void done(Duration waited, Duration took, boolean failed) {}

          @Override
          public void ran(int texts) {}
        };

    /**
     * A text was at work.
     *
     * @param waited for a lane
     * @param took on the lane, together with others perhaps
     * @param failed whether the encoder itself did; a text that cannot be read is no failure
     */
    void done(Duration waited, Duration took, boolean failed);

    /** So many texts were encoded together. */
    void ran(int texts);
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
    return submit(new TextJob(text, patience));
  }

  /**
   * Cuts one text into windows on a lane, with the failures of {@link Encoder#windows}; else as
   * {@link #encode}.
   *
   * @param patience how long the text may wait for a lane
   */
  public CompletableFuture<List<String>> windows(String text, Duration patience) {
    return submit(new WindowsJob(text, patience));
  }

  private <T> CompletableFuture<T> submit(LaneJob<T> job) {
    try {
      lanes.execute(job);
    } catch (RejectedExecutionException e) {
      job.fail(lanes.isShutdown() ? new PoolClosed() : new PoolFull(queueLimit));
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
      ((LaneJob<?>) waiting).fail(new PoolClosed());
    }
    lanes.close();
  }

  /** How many texts wait for a lane. */
  public int waiting() {
    return lanes.getQueue().size();
  }

  /** A text to be cut. */
  private final class WindowsJob extends LaneJob<List<String>> {
    private final String text;

    WindowsJob(String text, Duration patience) {
      super(patience);
      this.text = text;
    }

    @Override
    public void run() {
      if (!isWanted()) {
        return;
      }
      long begun = System.nanoTime();
      boolean failed = false;
      try {
        future.complete(encoder.windows(text));
      } catch (Throwable e) {
        // Whatever went wrong, the caller must hear of it: an open future would hang a request.
        failed = fail(e);
      }
      observer.done(waitedUntil(begun), Duration.ofNanos(System.nanoTime() - begun), failed);
    }
  }

  /** A text to be encoded, with others that wait behind it. */
  private final class TextJob extends LaneJob<Embedding> {
    private final String text;

    TextJob(String text, Duration patience) {
      super(patience);
      this.text = text;
    }

    @Override
    public void run() {
      List<TextJob> together = new ArrayList<>();
      if (isWanted()) {
        together.add(this);
      }
      takeOthers(together);
      if (!together.isEmpty()) {
        encode(together);
      }
    }

    private void takeOthers(List<TextJob> together) {
      BlockingQueue<Runnable> waiting = lanes.getQueue();
      while (together.size() < encoder.batch() && waiting.peek() instanceof TextJob next) {
        if (waiting.remove(next) && next.isWanted()) { // another lane may have been quicker
          together.add(next);
        }
      }
    }
  }

  private void encode(List<TextJob> jobs) {
    long begun = System.nanoTime();
    List<Boolean> failed;
    try {
      List<Encoded> all = Encoded.each(encoder, jobs.stream().map(job -> job.text).toList());
      failed = IntStream.range(0, jobs.size()).mapToObj(i -> end(jobs.get(i), all.get(i))).toList();
    } catch (Throwable e) {
      failed = jobs.stream().map(job -> job.fail(e)).toList();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    observer.ran(jobs.size());
    for (int i = 0; i < jobs.size(); i++) {
      observer.done(jobs.get(i).waitedUntil(begun), took, failed.get(i));
    }
  }

  /** Whether the encoder failed. */
  private static boolean end(TextJob job, Encoded encoded) {
    return switch (encoded) {
      case Encoded.Read(Embedding vector) -> {
        job.future.complete(vector);
        yield false;
      }
      case Encoded.Failed(RuntimeException cause) -> job.fail(cause);
    };
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
