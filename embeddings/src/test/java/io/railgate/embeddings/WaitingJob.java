package io.railgate.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Something that waits in a {@link LaneQueue}; nothing is to be done for it. */
class WaitingJob extends LaneJob<String> {

  private final String name;

  WaitingJob(String name, LongSupplier clock) {
    this(name, Duration.ofMinutes(1), clock);
  }

  WaitingJob(String name, Duration patience, LongSupplier clock) {
    super(patience, clock);
    this.name = name;
  }

  @Override
  public void run() {}

  void assertTurnedAway(String why) {
    assertThat(future).as("%s", name).isCompletedExceptionally();
    assertThat(future.exceptionNow())
        .isInstanceOf(EncoderPool.PoolFull.class)
        .hasMessageContaining(why);
  }

  @Override
  public String toString() {
    return name;
  }
}
