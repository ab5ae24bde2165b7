package io.railgate.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In which order lanes are given what waits, and what is turned away. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LaneQueueTest {

  private static final String FULL = "the encoder's queue is full (3 texts)";
  private static final String OVERDUE = "has waited longer than 20 ms";
  private static final Duration A_NANO = Duration.ofNanos(1);

  private final HandClock clock = new HandClock();
  private final LaneQueue queue = new LaneQueue(3, clock);

  @Test
  void aQueueFullOfABurstIsTakenWholeInItsOrder() throws InterruptedException {
    List<WaitingJob> burst = List.of(add("a"), add("b"), add("c"));

    clock.pass(LaneQueue.STANDING);

    assertThat(List.of(next(), next(), next())).isEqualTo(burst);
    assertThat(burst).noneMatch(LaneJob::isOver);
  }

  @Test
  void oneThatHasWaitedTooLongOverloadsItWhenALaneIsFree() throws InterruptedException {
    WaitingJob standing = add("standing");
    clock.pass(LaneQueue.STANDING);
    WaitingJob older = add("older");
    WaitingJob newer = add("newer");
    clock.pass(A_NANO);

    LaneJob<?> first = next();

    standing.assertTurnedAway(OVERDUE);
    assertThat(List.of(first, next())).containsExactly(newer, older);
  }

  @Test
  void oneThatHasWaitedTooLongOverloadsItWhenAnotherComes() throws InterruptedException {
    WaitingJob standing = add("standing");
    clock.pass(LaneQueue.STANDING.plus(A_NANO));

    WaitingJob older = add("older");

    standing.assertTurnedAway(OVERDUE);
    WaitingJob newer = add("newer");
    assertThat(List.of(next(), next())).containsExactly(newer, older);
  }

  @Test
  void oneMoreThanThereIsRoomForOverloadsItAndTheOldestGoes() throws InterruptedException {
    WaitingJob oldest = add("oldest");
    WaitingJob old = add("old");
    WaitingJob newer = add("newer");
    assertThat(oldest.future).as("there is room for three").isNotDone();

    WaitingJob newest = add("newest");

    oldest.assertTurnedAway(FULL);
    assertThat(queue.size()).isEqualTo(3);
    assertThat(List.of(next(), next(), next())).containsExactly(newest, newer, old);
  }

  @Test
  void whatIsOverdueMakesRoomForOneMore() {
    WaitingJob overdue = add("overdue");
    clock.pass(LaneQueue.OVERDUE.plus(A_NANO));
    WaitingJob old = add("old");
    add("newer");

    add("newest");

    overdue.assertTurnedAway(OVERDUE);
    assertThat(old.future).isNotDone();
  }

  @Test
  void inAnOverloadedQueueOneMayWaitForAsLongAsThatAndNoLonger() throws InterruptedException {
    overload();
    WaitingJob first = add("first");
    WaitingJob second = add("second");
    clock.pass(LaneQueue.OVERDUE);
    assertThat(next()).isSameAs(second);
    WaitingJob third = add("third");
    assertThat(first.future).as("has waited for 20 ms").isNotDone();

    clock.pass(A_NANO);

    assertThat(next()).isSameAs(third);
    first.assertTurnedAway(OVERDUE);
  }

  @Test
  void afterALongRunALaneStillFindsTheNewest() throws InterruptedException {
    overload();
    WaitingJob older = add("older");
    WaitingJob newest = add("newest");

    clock.pass(LaneQueue.OVERDUE.plus(A_NANO));

    assertThat(next()).isSameAs(newest);
    assertThat(newest.future).isNotDone();
    older.assertTurnedAway(OVERDUE);
  }

  @Test
  void whatIsOverdueIsTurnedAwayWhenAnotherComes() throws InterruptedException {
    overload();
    WaitingJob overdue = add("overdue");
    clock.pass(LaneQueue.OVERDUE.plus(A_NANO));

    add("another");

    overdue.assertTurnedAway(OVERDUE);
  }

  @Test
  void itStaysOverloadedUntilALaneFindsNothingWaiting() throws InterruptedException {
    overload();
    WaitingJob older = add("older"); // nothing waits, but no lane has looked
    WaitingJob newer = add("newer");
    assertThat(List.of(next(), next())).containsExactly(newer, older);

    AtomicReference<LaneJob<?>> taken = new AtomicReference<>();
    Thread lane = waitingLane(taken);
    WaitingJob ending = add("ending");
    lane.join();

    assertThat(taken).hasValue(ending);
    WaitingJob first = add("first");
    WaitingJob second = add("second");
    clock.pass(LaneQueue.OVERDUE.plus(A_NANO));
    assertThat(List.of(next(), next())).containsExactly(first, second);
  }

  @Test
  void aCancelledOneDoesNotCountAsWaiting() throws InterruptedException {
    WaitingJob gone = add("gone");
    clock.pass(LaneQueue.OVERDUE);
    WaitingJob first = add("first");
    WaitingJob second = add("second");
    gone.future.cancel(true);

    clock.pass(LaneQueue.STANDING);

    assertThat(List.of(next(), next())).containsExactly(first, second);
    assertThat(queue.size()).isZero();
  }

  @Test
  void aCancelledOneMakesRoom() throws InterruptedException {
    WaitingJob first = add("first");
    WaitingJob gone = add("gone");
    WaitingJob second = add("second");
    gone.future.cancel(true);

    WaitingJob third = add("third");

    assertThat(List.of(next(), next(), next())).containsExactly(first, second, third);
    assertThat(first.future).isNotDone();
  }

  @Test
  void oneWhoseDeadlineIsOverIsToldSo() {
    WaitingJob late = new WaitingJob("late", LaneQueue.STANDING, clock);
    queue.add(late);
    clock.pass(LaneQueue.STANDING.plus(A_NANO));

    add("another");

    assertThat(late.future.exceptionNow()).isInstanceOf(EncoderPool.DeadlineExceeded.class);
  }

  @Test
  void othersAreTakenInTheSameOrderAndOnlyOfTheirKind() throws InterruptedException {
    WaitingJob first = add("first");
    WaitingJob second = add("second");
    OtherJob other = new OtherJob(clock);
    queue.add(other);

    assertThat(queue.another(OtherJob.class)).isEmpty();
    assertThat(queue.another(WaitingJob.class)).containsSame(first);
    assertThat(List.of(next(), next())).containsExactly(second, other);
    assertThat(queue.another(WaitingJob.class)).isEmpty();
  }

  @Test
  void othersAreTakenNewestFirstWhileItIsOverloaded() throws InterruptedException {
    overload();
    WaitingJob older = add("older");
    OtherJob other = new OtherJob(clock);
    queue.add(other);
    WaitingJob newer = add("newer");

    assertThat(queue.another(WaitingJob.class)).containsSame(newer);
    assertThat(queue.another(WaitingJob.class)).as("another kind is newer").isEmpty();
    assertThat(List.of(next(), next())).containsExactly(other, older);
  }

  @Test
  void closingItFailsWhatWaitsAndWhatComesAndLetsLanesGo() throws InterruptedException {
    AtomicReference<LaneJob<?>> taken = new AtomicReference<>();
    Thread lane = waitingLane(taken);
    LaneQueue other = new LaneQueue(3, clock);
    WaitingJob waiting = new WaitingJob("waiting", clock);
    other.add(waiting);

    queue.close();
    other.close();

    lane.join();
    assertThat(taken).hasNullValue();
    WaitingJob late = add("late");
    assertThat(List.of(waiting.future.exceptionNow(), late.future.exceptionNow()))
        .hasOnlyElementsOfType(EncoderPool.PoolClosed.class);
    assertThat(other.next()).isEmpty();
    assertThat(List.of(queue.size(), other.size())).containsOnly(0);
  }

  @Test
  void whoeverIsToldWhenAnotherComesMayWaitForSomeoneWhoUsesIt() {
    CompletableFuture<Integer> size = sizeSeenByAnother(add("standing"));
    clock.pass(LaneQueue.STANDING.plus(A_NANO));

    add("another");

    assertThat(size.join()).isEqualTo(1);
  }

  @Test
  void whoeverIsToldWhenALaneIsFreeMayWaitForSomeoneWhoUsesIt() throws InterruptedException {
    CompletableFuture<Integer> size = sizeSeenByAnother(add("standing"));
    clock.pass(LaneQueue.STANDING);
    add("another");
    clock.pass(A_NANO);

    next();

    assertThat(size.join()).isEqualTo(1);
  }

  @Test
  void whoeverIsToldWhenItIsClosedMayWaitForSomeoneWhoUsesIt() {
    CompletableFuture<Integer> size = sizeSeenByAnother(add("waiting"));

    queue.close();

    assertThat(size.join()).isZero();
  }

  @Test
  void itHasRoomForOneOrMore() {
    assertThat(new LaneQueue(1, clock).size()).isZero();
    assertThatThrownBy(() -> new LaneQueue(0, clock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("queue limit: found 0, expected 1 or more");
  }

  private WaitingJob add(String name) {
    WaitingJob job = new WaitingJob(name, clock);
    queue.add(job);
    return job;
  }

  private LaneJob<?> next() throws InterruptedException {
    return queue.next().orElseThrow();
  }

  /** Leaves it empty, and overloaded: no lane has found nothing yet. */
  private void overload() throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      add("before");
    }
    for (int i = 0; i < 3; i++) {
      next();
    }
    assertThat(queue.size()).isZero();
  }

  /** A lane that has found nothing and waits. */
  private Thread waitingLane(AtomicReference<LaneJob<?>> taken) {
    Thread lane =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    queue.next().ifPresent(taken::set);
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                });
    while (lane.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return lane;
  }

  /** What another thread sees when this job ends, if it sees anything before long. */
  private CompletableFuture<Integer> sizeSeenByAnother(WaitingJob job) {
    return job.future.handle(
        (none, why) ->
            CompletableFuture.supplyAsync(queue::size).orTimeout(10, TimeUnit.SECONDS).join());
  }

  /** Of another kind. */
  private static final class OtherJob extends LaneJob<String> {
    OtherJob(HandClock clock) {
      super(Duration.ofMinutes(1), clock);
    }

    @Override
    public void run() {}
  }
}
