package io.railgate.embeddings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The threads of an {@link EncoderPool}: each does what waits, one after the other. */
final class Lanes {

  private final LaneQueue waiting;
  private final List<Thread> threads;

  /**
   * Starts the threads. They end once the queue is closed.
   *
   * @param count 1 or more
   */
  Lanes(int count, LaneQueue waiting) {
    if (count < 1) {
      throw new IllegalArgumentException("lanes: found " + count + ", expected 1 or more");
    }
    this.waiting = waiting;
    Thread.Builder lane = Thread.ofPlatform().daemon().name("encoder-lane-", 1);
    this.threads = Stream.generate(() -> lane.start(this::work)).limit(count).toList();
  }

  /** Closes the queue, interrupts what is at work, which may heed it, and waits for its end. */
  void close() {
    waiting.close();
    threads.forEach(Thread::interrupt);
    boolean interrupted = false;
    for (Thread lane : threads) {
      while (lane.isAlive()) {
        try {
          lane.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Outlives whatever is thrown on the lane. */
  private void work() {
    boolean open = true;
    while (open) {
      try {
        Optional<LaneJob<?>> next = waiting.next();
        next.ifPresent(Lanes::run);
        open = next.isPresent();
      } catch (InterruptedException e) {
        // Was meant for what the lane did before: only a closed queue ends it.
      } catch (Throwable e) {
        report(e);
      }
    }
  }

  private static void run(LaneJob<?> job) {
    try {
      job.run();
    } catch (Throwable e) {
      job.fail(e);
      throw e;
    }
  }

  /** As the JVM reports what ends a thread. */
  private static void report(Throwable thrown) {
    Thread lane = Thread.currentThread();
    try {
      lane.getUncaughtExceptionHandler().uncaughtException(lane, thrown);
    } catch (Throwable e) {
      // The JVM passes over what a handler throws, too.
    }
  }
}
