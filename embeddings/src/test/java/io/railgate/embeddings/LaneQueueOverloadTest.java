package io.railgate.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One lane played for a while, with runs of 5 ms, by a clock that is moved by hand. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LaneQueueOverloadTest {

  private static final Duration RUN = Duration.ofMillis(5);
  private static final Duration STEP = Duration.ofNanos(RUN.toNanos() / 3);

  private final HandClock clock = new HandClock();
  private final LaneQueue queue = new LaneQueue(256, clock);
  private final List<Duration> taken = new ArrayList<>();
  private final List<Duration> turnedAway = new ArrayList<>();

  @Test
  void atThreeTimesWhatCanBeDoneItIsDoneAtOnceOrToldSoon() throws InterruptedException {
    play(3_000, added -> true);
    int atFirst = taken.size();
    assertThat(turnedAway).as("it is overloaded").isNotEmpty();
    turnedAway.clear();

    play(30_000, added -> true);

    assertThat(taken).as("the lane is never idle").hasSize(11_000);
    assertThat(taken.subList(atFirst, taken.size()))
        .as("within a run")
        .allMatch(waited -> waited.compareTo(RUN) <= 0);
    assertThat(turnedAway)
        .as("two of three, about when it is overdue")
        .hasSize(20_000)
        .allMatch(waited -> waited.compareTo(LaneQueue.OVERDUE.plus(STEP)) <= 0);
  }

  @Test
  void clientsThatAskAgainWhenTheyAreAnsweredAreAllServedInTurn() throws InterruptedException {
    int clients = 36;
    play(clients, added -> true);

    play(30_000, added -> queue.size() < clients - 1);

    assertThat(turnedAway).isEmpty();
    assertThat(taken)
        .as("for each of the others once, and for its own run")
        .allMatch(waited -> waited.compareTo(RUN.multipliedBy(clients)) <= 0);
  }

  /** Three steps are a run: in each one may come, and in one of three the lane is free. */
  private void play(int steps, Predicate<Integer> comes) throws InterruptedException {
    for (int i = 0; i < steps; i++) {
      if (comes.test(i)) {
        add();
      }
      if (i % 3 == 0) {
        LaneJob<?> next = queue.next().orElseThrow();
        taken.add(next.waitedUntil(clock.getAsLong()));
      }
      clock.pass(STEP);
    }
  }

  private void add() {
    WaitingJob job = new WaitingJob("text", clock);
    queue.add(job);
    var unused =
        job.future.exceptionally(
            why -> {
              turnedAway.add(job.waitedUntil(clock.getAsLong()));
              return "";
            });
  }
}
