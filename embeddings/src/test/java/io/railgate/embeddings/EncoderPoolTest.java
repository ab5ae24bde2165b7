package io.railgate.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EncoderPoolTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static OnnxEncoder real;

  @BeforeAll
  static void load() {
    real = new OnnxEncoder(BuiltInModels.ALL_MINILM_L6_V2_Q);
  }

  @AfterAll
  static void close() {
    real.close();
  }

  @Test
  void encodesOnALaneAndNotOnTheCaller() {
    Gate encoder = new Gate(real);
    encoder.open.release(1);
    try (var pool = new EncoderPool(encoder, 1, 1)) {

      Embedding embedding = pool.encode("lost card", PATIENCE).join();

      assertThat(embedding).isEqualTo(real.encode("lost card"));
      assertThat(encoder.lane.getName()).isEqualTo("encoder-lane-1");
      assertThat(encoder.lane.isDaemon()).isTrue();
      assertThat(encoder.lane.isVirtual()).isFalse();
    }
  }

  @Test
  void aTextThatWaitedPastItsDeadlineIsNotEncoded() throws InterruptedException {
    Gate encoder = new Gate(real);
    try (var pool = new EncoderPool(encoder, 1, 2)) {
      CompletableFuture<Embedding> running = pool.encode("a", PATIENCE);
      encoder.entered.await();
      CompletableFuture<Embedding> late = pool.encode("b", Duration.ZERO);

      encoder.open.release(2);

      assertThatThrownBy(late::join).hasCauseInstanceOf(EncoderPool.DeadlineExceeded.class);
      assertThat(running.join()).isNotNull();
      assertThat(encoder.open.availablePermits()).isEqualTo(1);
    }
  }

  @Test
  void aCancelledTextIsNotEncoded() throws InterruptedException {
    Gate encoder = new Gate(real);
    try (var pool = new EncoderPool(encoder, 1, 2)) {
      CompletableFuture<Embedding> running = pool.encode("a", PATIENCE);
      encoder.entered.await();
      CompletableFuture<Embedding> gone = pool.encode("b", PATIENCE);
      CompletableFuture<Embedding> last = pool.encode("c", PATIENCE);
      gone.cancel(true);

      encoder.open.release(3);

      assertThat(List.of(running.join(), last.join())).hasSize(2);
      assertThat(encoder.open.availablePermits()).isEqualTo(1);
    }
  }

  @Test
  void closingWaitsForWhatIsEncodedAndFailsWhatWaits() throws InterruptedException {
    OnnxEncoder own = new OnnxEncoder(BuiltInModels.ALL_MINILM_L6_V2_Q);
    Gate encoder = new Gate(own);
    var pool = new EncoderPool(encoder, 2, 8);
    List<CompletableFuture<Embedding>> asked =
        IntStream.range(0, 6).mapToObj(i -> pool.encode("lost card", PATIENCE)).toList();
    encoder.entered.await();
    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(
            () -> {
              pool.close();
              own.close(); // would crash the JVM under a running lane
            });
    assertThatThrownBy(asked.getLast()::join).hasCauseInstanceOf(EncoderPool.PoolClosed.class);
    assertThat(closing).isNotDone();

    encoder.open.release(6);

    closing.join();
    assertThat(asked.stream().filter(future -> !future.isCompletedExceptionally()))
        .as("what one lane had taken, or both")
        .hasSizeBetween(1, 2);
    assertThatThrownBy(pool.encode("late", PATIENCE)::join)
        .hasCauseInstanceOf(EncoderPool.PoolClosed.class);
  }

  @Test
  void aFailureReachesTheCaller() {
    try (var pool = new EncoderPool(real, 1, 1)) {
      CompletableFuture<Embedding> future = pool.encode("card ".repeat(600), PATIENCE);

      assertThatThrownBy(future::join).hasCauseInstanceOf(TextTooLong.class);
    }
  }

  @Test
  void whatWaitsIsEncodedTogetherWhereThatIsOfUse() throws InterruptedException {
    try (var whole = new OnnxEncoder(BuiltInModels.ALL_MINILM_L6_V2)) {
      Gate encoder = new Gate(whole);
      Batches seen = new Batches();
      try (var pool = new EncoderPool(encoder, 1, 32, seen)) {
        CompletableFuture<Embedding> running = pool.encode("first", PATIENCE);
        encoder.entered.await();
        List<CompletableFuture<Embedding>> waiting =
            IntStream.range(0, 10).mapToObj(i -> pool.encode("card " + i, PATIENCE)).toList();

        encoder.open.release(3);

        assertThat(running.join()).isNotNull();
        for (int i = 0; i < 10; i++) {
          assertThat(waiting.get(i).join().cosine(whole.encode("card " + i)))
              .as("each has its own vector")
              .isCloseTo(1, within(1e-5));
        }
      }
      assertThat(seen.ran).containsExactly(1, 8, 2);
      assertThat(seen.done).hasSize(11).containsOnly(false);
    }
  }

  @Test
  void whatWaitsIsEncodedAloneWhereTextsWouldTouchEachOther() throws InterruptedException {
    Gate encoder = new Gate(real);
    Batches seen = new Batches();
    try (var pool = new EncoderPool(encoder, 1, 32, seen)) {
      CompletableFuture<Embedding> running = pool.encode("first", PATIENCE);
      encoder.entered.await();
      CompletableFuture<Embedding> second = pool.encode("second", PATIENCE);
      CompletableFuture<Embedding> third = pool.encode("third", PATIENCE);

      encoder.open.release(3);

      assertThat(List.of(running.join(), second.join(), third.join())).hasSize(3);
    }
    assertThat(seen.ran).containsExactly(1, 1, 1);
  }

  @Test
  void aTextThatCannotBeReadTakesNoOtherWithIt() throws InterruptedException {
    try (var whole = new OnnxEncoder(BuiltInModels.ALL_MINILM_L6_V2)) {
      Gate encoder = new Gate(whole);
      Batches seen = new Batches();
      try (var pool = new EncoderPool(encoder, 1, 32, seen)) {
        CompletableFuture<Embedding> running = pool.encode("first", PATIENCE);
        encoder.entered.await();
        CompletableFuture<Embedding> good = pool.encode("lost card", PATIENCE);
        CompletableFuture<Embedding> bad = pool.encode("card ".repeat(600), PATIENCE);
        CompletableFuture<Embedding> late = pool.encode("too late", Duration.ZERO);
        CompletableFuture<Embedding> other = pool.encode("new card", PATIENCE);

        encoder.open.release(10);

        assertThat(running.join()).isNotNull();
        assertThat(good.join()).isEqualTo(whole.encode("lost card"));
        assertThatThrownBy(bad::join).hasCauseInstanceOf(TextTooLong.class);
        assertThatThrownBy(late::join).hasCauseInstanceOf(EncoderPool.DeadlineExceeded.class);
        assertThat(other.join()).isEqualTo(whole.encode("new card"));
      }
      assertThat(seen.ran).containsExactly(1, 3);
      assertThat(seen.done).hasSize(4).containsOnly(false);
    }
  }

  @Test
  void whatThoseWhoWaitDoIsNotCountedAsTheEncodersTime() throws InterruptedException {
    HandClock clock = new HandClock();
    Gate encoder = new Gate(real);
    Batches batches = new Batches();
    try (var pool = new EncoderPool(encoder, 1, 2, batches, clock);
        encoder) {
      CompletableFuture<Embedding> text = pool.encode("lost card", PATIENCE);
      encoder.entered.await();
      CompletableFuture<List<String>> windows = pool.windows("lost card", PATIENCE);
      clock.pass(Duration.ofMillis(3));
      CompletableFuture<Void> told =
          CompletableFuture.allOf(
              text.thenRun(() -> clock.pass(Duration.ofMillis(40))),
              windows.thenRun(() -> clock.pass(Duration.ofMillis(40))));

      encoder.open.release(2);
      told.join();
    }

    assertThat(batches.took).containsExactly(Duration.ofMillis(3), Duration.ZERO);
  }

  /** What an observer is told. */
  private static final class Batches implements EncoderPool.Observer {
    final Queue<Integer> ran = new ConcurrentLinkedQueue<>();
    final Queue<Boolean> done = new ConcurrentLinkedQueue<>();
    final Queue<Duration> took = new ConcurrentLinkedQueue<>();

    @Override
    public void done(Duration waited, Duration took, boolean failed) {
      this.took.add(took);
      done.add(failed);
    }

    @Override
    public void ran(int texts) {
      ran.add(texts);
    }
  }
}
