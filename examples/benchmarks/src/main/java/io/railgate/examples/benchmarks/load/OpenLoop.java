package io.railgate.examples.benchmarks.load;

import io.railgate.examples.benchmarks.load.Client.Answer;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Requests at set times, whether earlier ones are answered or not. What a request takes is counted
 * from its set time, so that a generator that is held up hides nothing.
 */
final class OpenLoop {

  private static final long MOST_MICROS = TimeUnit.MINUTES.toMicros(10);

  private final Client client;
  private final URI url;

  OpenLoop(Client client, URI url) {
    this.client = client;
    this.url = url;
  }

  /**
   * What became of the requests that count.
   *
   * @param offered requests a second
   * @param admitted answered with 200
   * @param turnedAway answered with 503
   * @param withRetryAfter those of them that say when to ask again
   * @param failed any other way
   * @param p50Millis of those admitted
   * @param latestMillis how far behind its set time a request was begun at most
   */
  record Outcome(
      double offered,
      double seconds,
      long admitted,
      long turnedAway,
      long withRetryAfter,
      long failed,
      double p50Millis,
      double p99Millis,
      double latestMillis) {

    boolean isVoid() {
      return failed > 0 || admitted == 0;
    }
  }

  /**
   * Asks; returns when all are answered.
   *
   * @param lead how many of the first messages are asked and do not count
   */
  Outcome run(List<String> messages, int lead, double perSecond) throws InterruptedException {
    Counts early = new Counts(lead);
    Counts counts = new Counts(messages.size() - lead);
    long begun = System.nanoTime();
    for (int i = 0; i < messages.size(); i++) {
      Counts its = i < lead ? early : counts;
      long due = begun + (long) (i * 1e9 / perSecond);
      await(due);
      its.begun(System.nanoTime() - due);
      client
          .ask(url, messages.get(i), due)
          .onComplete(done -> its.ended(done.succeeded() ? done.result() : null));
    }
    early.open.await();
    counts.open.await();
    return counts.outcome(perSecond, (System.nanoTime() - begun) / 1e9 - lead / perSecond);
  }

  /** Waits until {@link System#nanoTime} says so. */
  static void await(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Ends come on the client's event loop; the rest on the thread that asks. */
  private static final class Counts {

    private final Histogram admitted = new Histogram(MOST_MICROS, 3);
    private final CountDownLatch open;
    private long turnedAway;
    private long withRetryAfter;
    private long failed;
    private long latest;

    Counts(int requests) {
      open = new CountDownLatch(requests);
    }

    void begun(long late) {
      latest = Math.max(latest, late);
    }

    void ended(@org.jspecify.annotations.Nullable Answer answer) {
      if (answer == null) {
        failed++;
      } else if (answer.status() == 200) {
        admitted.recordValue(TimeUnit.NANOSECONDS.toMicros(answer.nanos()));
      } else if (answer.status() == 503) {
        turnedAway++;
        withRetryAfter += answer.retryAfter() ? 1 : 0;
      } else {
        failed++;
      }
      open.countDown();
    }

    Outcome outcome(double offered, double seconds) {
      return new Outcome(
          offered,
          seconds,
          admitted.getTotalCount(),
          turnedAway,
          withRetryAfter,
          failed,
          admitted.getValueAtPercentile(50) / 1e3,
          admitted.getValueAtPercentile(99) / 1e3,
          latest / 1e6);
    }
  }
}
