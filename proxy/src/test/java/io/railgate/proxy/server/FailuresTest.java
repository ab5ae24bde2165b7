package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.EncoderModel;
import io.railgate.embeddings.EncoderPool;
import io.railgate.proxy.TestProxy;
import io.railgate.proxy.openai.ApiError;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a client is told of each failure of the pool. */
class FailuresTest {

  @Test
  void aTextThatWaitedTooLongIs504() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    try (var pool = new EncoderPool(new Held(entered, open), 1, 4)) {
      CompletableFuture<Embedding> first = pool.encode("a", Duration.ofMinutes(1));
      entered.await();
      CompletableFuture<Embedding> late = pool.encode("b", Duration.ZERO);
      open.countDown();
      first.join();

      assertThat(explained(late).status()).isEqualTo(504);
      assertThat(explained(late).code()).isEqualTo("deadline_exceeded");
    }
  }

  @Test
  void aTextThatIsTurnedAwayForAnotherIs503() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    try (var pool = new EncoderPool(new Held(entered, open), 1, 1)) {
      CompletableFuture<Embedding> first = pool.encode("a", Duration.ofMinutes(1));
      entered.await();
      CompletableFuture<Embedding> oldest = pool.encode("b", Duration.ofMinutes(1));
      CompletableFuture<Embedding> newest = pool.encode("c", Duration.ofMinutes(1));

      var told = explained(oldest);

      assertThat(told.status()).isEqualTo(503);
      assertThat(told.code()).isEqualTo("overloaded");
      assertThat(told.retryAfter()).contains(Duration.ofSeconds(1));
      assertThat(newest).isNotDone();
      open.countDown();
      assertThat(first.join()).isNotNull();
    }
  }

  @Test
  void aClosedPoolIs503() {
    EncoderPool pool = new EncoderPool(TestProxy.encoder(), 1, 1);
    pool.close();

    var told = explained(pool.encode("a", Duration.ofMinutes(1)));

    assertThat(told.status()).isEqualTo(503);
    assertThat(told.retryAfter()).contains(Duration.ofSeconds(1));
  }

  @Test
  void anythingElseIs500WithoutItsMessage() {
    var told = Failures.explain(new IllegalStateException("what a user typed"));

    assertThat(told.status()).isEqualTo(500);
    assertThat(told.toJson()).doesNotContain("what a user typed");
  }

  private static ApiError explained(CompletableFuture<?> failed) {
    return Failures.explain(failed.handle((result, failure) -> failure).join());
  }

  /** The real encoder, held until it is let go. */
  private record Held(CountDownLatch entered, CountDownLatch open) implements Encoder {
    @Override
    public EncoderModel model() {
      return TestProxy.encoder().model();
    }

    @Override
    public List<Embedding> encode(List<String> texts) {
      entered.countDown();
      try {
        open.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return TestProxy.encoder().encode(texts);
    }

    @Override
    public List<String> windows(String text) {
      return List.of(text);
    }

    @Override
    public void close() {}
  }
}
