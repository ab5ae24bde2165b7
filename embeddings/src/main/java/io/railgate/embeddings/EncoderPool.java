package io.railgate.embeddings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Runs an encoder on platform threads of its own, the lanes, so that callers never compute. A lane
 * that is free takes what waits, as many texts as are worth one run; none waits for others to come.
 * What waits is bounded. When more comes than can be encoded, those who have waited long are turned
 * away for those who come, until nothing waits (Maurer, "Fail at Scale", ACM Queue, 2015). Safe for
 * many threads.
 */
public final class EncoderPool implements AutoCloseable {

  private final Encoder encoder;
  private final Observer observer;
  private final LongSupplier nanoTime;
  private final LaneQueue waiting;
  private final Lanes lanes;

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
    this(encoder, lanes, queueLimit, observer, System::nanoTime);
  }

  /** Starts the lanes, which go by {@code nanoTime}. */
  EncoderPool(
      Encoder encoder, int lanes, int queueLimit, Observer observer, LongSupplier nanoTime) {
    this.encoder = encoder;
    this.observer = observer;
    this.nanoTime = nanoTime;
    this.waiting = new LaneQueue(queueLimit, nanoTime);
    this.lanes = new Lanes(lanes, waiting);
  }

  /**
   * Encodes one text on a lane. The future completes on that lane, with the failures of {@link
   * Encoder#encode(String)}; or with {@link PoolFull}, {@link PoolClosed} or {@link
   * DeadlineExceeded}, on any lane or on the thread of whoever comes later or closes the pool. A
   * cancelled future's text is not encoded if no lane took it yet.
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
    waiting.add(job);
    return job.future;
  }

  /**
   * Stops the lanes. What waits fails with {@link PoolClosed}; what is being encoded is waited for,
   * so that the encoder can be closed afterwards.
   */
  @Override
  public void close() {
    lanes.close();
  }

  /** How many texts wait for a lane. */
  public int waiting() {
    return waiting.size();
  }

  /** A text to be cut. */
  private final class WindowsJob extends LaneJob<List<String>> {
    private final String text;

    WindowsJob(String text, Duration patience) {
      super(patience, nanoTime);
      this.text = text;
    }

    @Override
    public void run() {
      if (!isWanted()) {
        return;
      }
      long begun = nanoTime.getAsLong();
      boolean failed = false;
      Duration took;
      try {
        List<String> windows = encoder.windows(text);
        took = since(begun);
        future.complete(windows);
      } catch (Throwable e) {
        // Whatever went wrong, the caller must hear of it: an open future would hang a request.
        took = since(begun);
        failed = fail(e);
      }
      observer.done(waitedUntil(begun), took, failed);
    }
  }

  /** A text to be encoded, with others that wait behind it. */
  private final class TextJob extends LaneJob<Embedding> {
    private final String text;

    TextJob(String text, Duration patience) {
      super(patience, nanoTime);
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
      boolean more = true;
      while (more && together.size() < encoder.batch()) {
        Optional<TextJob> next = waiting.another(TextJob.class);
        next.filter(LaneJob::isWanted).ifPresent(together::add);
        more = next.isPresent();
      }
    }
  }

  private void encode(List<TextJob> jobs) {
    long begun = nanoTime.getAsLong();
    List<Boolean> failed;
    Duration took; // before those who wait are told: what they do then is not the encoder's
    try {
      List<Encoded> all = Encoded.each(encoder, jobs.stream().map(job -> job.text).toList());
      took = since(begun);
      failed = IntStream.range(0, jobs.size()).mapToObj(i -> end(jobs.get(i), all.get(i))).toList();
    } catch (Throwable e) {
      took = since(begun);
      failed = jobs.stream().map(job -> job.fail(e)).toList();
    }
    observer.ran(jobs.size());
    for (int i = 0; i < jobs.size(); i++) {
      observer.done(jobs.get(i).waitedUntil(begun), took, failed.get(i));
    }
  }

  private Duration since(long begun) {
    return Duration.ofNanos(nanoTime.getAsLong() - begun);
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

  /** More texts wait than can be encoded soon, and this one has waited longest, or for too long. */
  public static final class PoolFull extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PoolFull(String message) {
      super(message);
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
