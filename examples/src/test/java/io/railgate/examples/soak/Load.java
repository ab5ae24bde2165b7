package io.railgate.examples.soak;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Sends questions: as fast as they are answered, or at a rate, whether they are answered or not.
 */
final class Load {

  /** Clients that each ask again once they are answered. */
  private static final int IN_TURN = Clients.CONNECTIONS;

  /** How long they ask until it is counted, at most so often, as long as it is so much more. */
  private static final Duration TRIAL = Duration.ofSeconds(4);

  private static final int MOST_TRIALS = 4;
  private static final double MORE = 1.05;

  /** Whoever is so far behind, in seconds, cannot keep up: the rate is lowered. */
  private static final double BEHIND = 1;

  private static final double LOWERED = 0.9;
  private static final Duration TICK = Duration.ofMillis(2);

  private final Clients clients;
  private final Supplier<Question> questions;
  private double rate;
  private double due;
  private long lowered;

  Load(Clients clients, Supplier<Question> questions) {
    this.clients = clients;
    this.questions = questions;
  }

  /**
   * Most answers a second, of clients that ask again at once. Measures again as long as that is
   * more than before, as it is while a JVM compiles. Blocks.
   */
  double capacity() throws InterruptedException {
    double most = 0;
    double last = closed();
    for (int i = 1; i < MOST_TRIALS && last > MORE * most; i++) {
      most = last;
      last = closed();
    }
    return Math.max(most, last);
  }

  /** Answers a second in one trial. Blocks. */
  double closed() throws InterruptedException {
    long begun = System.nanoTime();
    long before = clients.answered();
    CountDownLatch over = new CountDownLatch(IN_TURN);
    for (int i = 0; i < IN_TURN; i++) {
      again(begun + TRIAL.toNanos(), over);
    }
    over.await();
    return (clients.answered() - before) / seconds(System.nanoTime() - begun);
  }

  /** Sends so many a second from now on, as {@link #open} is called. */
  void rate(double perSecond) {
    rate = perSecond;
    due = 0;
  }

  /** How many are sent a second now. */
  double rate() {
    return rate;
  }

  /** How often the rate was lowered, since the machine had less to give than before. */
  long lowered() {
    return lowered;
  }

  /** Sends for a while at the rate. Blocks. */
  void open(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    long last = System.nanoTime();
    long mayLower = last;
    while (last < end) {
      LockSupport.parkNanos(TICK.toNanos());
      long now = System.nanoTime();
      for (due += rate * seconds(now - last); due >= 1; due--) {
        var unused = clients.ask(questions.get());
      }
      last = now;
      if (clients.inFlight() > BEHIND * rate && now >= mayLower) {
        rate *= LOWERED;
        lowered++;
        mayLower = now + Duration.ofSeconds(1).toNanos();
      }
    }
  }

  private void again(long end, CountDownLatch over) {
    if (System.nanoTime() >= end) {
      over.countDown();
      return;
    }
    Question question;
    synchronized (questions) {
      question = questions.get();
    }
    var unused = clients.ask(question).onComplete(done -> again(end, over));
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
