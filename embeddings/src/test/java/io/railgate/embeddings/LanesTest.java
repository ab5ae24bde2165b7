package io.railgate.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that do what waits. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LanesTest {

  private final HandClock clock = new HandClock();
  private final LaneQueue queue = new LaneQueue(8, clock);
  private final @Nullable UncaughtExceptionHandler handler =
      Thread.getDefaultUncaughtExceptionHandler();

  @Test
  void theyOutliveWhateverIsThrownEvenByWhoIsToldOfIt() {
    Error thrown = new NoClassDefFoundError();
    List<Throwable> told = new CopyOnWriteArrayList<>();
    Thread.setDefaultUncaughtExceptionHandler(
        (lane, e) -> {
          told.add(e);
          throw new IllegalStateException();
        });
    Lanes lanes = new Lanes(1, queue);

    CompletableFuture<String> failed =
        add(
            () -> {
              throw thrown;
            });
    CompletableFuture<String> next = add(() -> {});

    assertThatThrownBy(failed::join).hasCause(thrown);
    assertThat(next.join()).startsWith("encoder-lane-1");
    assertThat(told).containsExactly(thrown);
    lanes.close();
  }

  @AfterEach
  void restore() {
    Thread.setDefaultUncaughtExceptionHandler(handler);
  }

  @Test
  void theyOutliveAnInterruptAndTheNextDoesNotSeeIt() {
    Lanes lanes = new Lanes(1, queue);

    CompletableFuture<String> interrupting = add(() -> Thread.currentThread().interrupt());
    CompletableFuture<String> next = add(() -> {});

    assertThat(interrupting.join()).endsWith("interrupted");
    assertThat(next.join()).doesNotEndWith("interrupted");
    lanes.close();
  }

  @Test
  void closingInterruptsWhatIsAtWorkAndWaitsForIt() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    Lanes lanes = new Lanes(2, queue);
    CompletableFuture<String> working =
        add(
            () -> {
              entered.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    entered.await();

    lanes.close();

    assertThat(working.getNow("still at work")).endsWith("interrupted");
  }

  @Test
  void closingWaitsForWhatHeedsNoInterrupt() throws InterruptedException {
    Semaphore open = new Semaphore(0);
    CountDownLatch entered = new CountDownLatch(1);
    Lanes lanes = new Lanes(1, queue);
    CompletableFuture<String> working =
        add(
            () -> {
              entered.countDown();
              open.acquireUninterruptibly();
            });
    entered.await();

    Thread closing = Thread.ofPlatform().start(lanes::close);

    assertThat(settled(closing)).isEqualTo(Thread.State.WAITING);
    open.release();
    closing.join();
    assertThat(working).isCompleted();
  }

  @Test
  void oneWhoIsInterruptedWaitsAllTheSameAndIsInterruptedThen() {
    Lanes lanes = new Lanes(1, queue);
    Thread.currentThread().interrupt();

    lanes.close();

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void thereIsOneOrMore() {
    assertThatThrownBy(() -> new Lanes(0, queue))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lanes: found 0, expected 1 or more");
  }

  /** What a thread comes to: its end, or a wait without one. */
  private static Thread.State settled(Thread thread) {
    Thread.State state = thread.getState();
    while (state != Thread.State.WAITING && state != Thread.State.TERMINATED) {
      Thread.onSpinWait();
      state = thread.getState();
    }
    return state;
  }

  private CompletableFuture<String> add(Runnable work) {
    LaneJob<String> job =
        new LaneJob<>(Duration.ofMinutes(1), clock) {
          @Override
          public void run() {
            work.run();
            Thread lane = Thread.currentThread();
            future.complete(lane.getName() + (lane.isInterrupted() ? " interrupted" : ""));
          }
        };
    queue.add(job);
    return job.future;
  }
}
