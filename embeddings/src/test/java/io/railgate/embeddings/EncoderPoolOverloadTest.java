package io.railgate.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of texts when more come than can be encoded. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EncoderPoolOverloadTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static OnnxEncoder real;

  private final HandClock clock = new HandClock();

  @BeforeAll
  static void load() {
    real = new OnnxEncoder(BuiltInModels.ALL_MINILM_L6_V2_Q);
  }

  @AfterAll
  static void close() {
    real.close();
  }

  @Test
  void ofMoreThanItsQueueHoldsTheOldestIsRefusedAndTheNewestEncodedFirst()
      throws InterruptedException {
    Gate encoder = new Gate(real);
    try (var pool = pool(encoder, 2);
        encoder) {
      CompletableFuture<Embedding> running = pool.encode("running", PATIENCE);
      encoder.entered.await(); // the lane is taken, the queue is empty
      CompletableFuture<Embedding> oldest = pool.encode("oldest", PATIENCE);
      CompletableFuture<Embedding> older = pool.encode("older", PATIENCE);
      assertThat(oldest).isNotDone();
      assertThat(pool.waiting()).isEqualTo(2);

      CompletableFuture<Embedding> newest = pool.encode("newest", PATIENCE);

      assertThatThrownBy(oldest::join)
          .hasCauseInstanceOf(EncoderPool.PoolFull.class)
          .hasMessageContaining("the encoder's queue is full (2 texts)");
      assertThat(pool.waiting()).isEqualTo(2);
      encoder.open.release(9);
      assertThat(List.of(running.join(), older.join(), newest.join())).hasSize(3);
    }
    assertThat(encoder.calls)
        .containsExactly(List.of("running"), List.of("newest"), List.of("older"));
  }

  @Test
  void whatHasWaitedTooLongIsRefusedWhenTheLaneIsFree() throws InterruptedException {
    Gate encoder = new Gate(real);
    try (var pool = pool(encoder, 8);
        encoder) {
      CompletableFuture<Embedding> running = pool.encode("running", PATIENCE);
      encoder.entered.await();
      CompletableFuture<Embedding> standing = pool.encode("standing", PATIENCE);
      clock.pass(LaneQueue.STANDING);
      CompletableFuture<Embedding> recent = pool.encode("recent", PATIENCE);
      clock.pass(Duration.ofNanos(1));
      assertThat(standing).isNotDone();

      encoder.open.release(9);

      assertThatThrownBy(standing::join)
          .hasCauseInstanceOf(EncoderPool.PoolFull.class)
          .hasMessageContaining("the encoder is overloaded");
      assertThat(List.of(running.join(), recent.join())).hasSize(2);
    }
    assertThat(encoder.calls).containsExactly(List.of("running"), List.of("recent"));
  }

  @Test
  void whatHasWaitedTooLongIsRefusedWhenAnotherComesWhileTheLaneIsBusy()
      throws InterruptedException {
    Gate encoder = new Gate(real);
    try (var pool = pool(encoder, 8);
        encoder) {
      CompletableFuture<Embedding> running = pool.encode("running", PATIENCE);
      encoder.entered.await();
      CompletableFuture<List<String>> standing = pool.windows("standing", PATIENCE);
      clock.pass(LaneQueue.STANDING.plusNanos(1));

      CompletableFuture<Embedding> another = pool.encode("another", PATIENCE);

      assertThatThrownBy(standing::join).hasCauseInstanceOf(EncoderPool.PoolFull.class);
      encoder.open.release(9);
      assertThat(List.of(running.join(), another.join())).hasSize(2);
    }
  }

  @Test
  void theNewestAreEncodedTogetherFirst() throws InterruptedException {
    try (var whole = new OnnxEncoder(BuiltInModels.ALL_MINILM_L6_V2)) {
      Gate together = new Gate(whole);
      try (var pool = pool(together, 10);
          together) {
        CompletableFuture<Embedding> running = pool.encode("running", PATIENCE);
        together.entered.await();
        List<CompletableFuture<Embedding>> asked =
            IntStream.range(0, 11).mapToObj(i -> pool.encode("card " + i, PATIENCE)).toList();

        together.open.release(9);

        assertThat(running.join()).isNotNull();
        assertThat(asked.subList(1, 11)).extracting(CompletableFuture::join).hasSize(10);
        assertThat(asked.getFirst()).isCompletedExceptionally();
      }
      assertThat(together.calls)
          .containsExactly(
              List.of("running"),
              IntStream.range(0, 8).mapToObj(i -> "card " + (10 - i)).toList(),
              List.of("card 2", "card 1"));
    }
  }

  @Test
  void aTextToBeCutIsNotEncodedWithOthers() throws InterruptedException {
    try (var whole = new OnnxEncoder(BuiltInModels.ALL_MINILM_L6_V2)) {
      Gate together = new Gate(whole);
      try (var pool = pool(together, 8);
          together) {
        CompletableFuture<Embedding> running = pool.encode("running", PATIENCE);
        together.entered.await();
        CompletableFuture<Embedding> before = pool.encode("before", PATIENCE);
        CompletableFuture<List<String>> cut = pool.windows("to be cut", PATIENCE);
        CompletableFuture<Embedding> after = pool.encode("after", PATIENCE);

        together.open.release(9);

        assertThat(List.of(running.join(), before.join(), after.join())).hasSize(3);
        assertThat(cut.join()).containsExactly("to be cut");
      }
      assertThat(together.calls)
          .containsExactly(
              List.of("running"), List.of("before"), List.of("to be cut"), List.of("after"));
    }
  }

  private EncoderPool pool(Encoder behind, int queueLimit) {
    return new EncoderPool(behind, 1, queueLimit, EncoderPool.Observer.NONE, clock);
  }
}
