package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.EncoderModel;
import io.railgate.embeddings.InferenceFailed;
import io.railgate.proxy.LogTrap;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import io.vertx.core.Context;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the encoder runs, and that nothing is forwarded when it cannot. */
class EncoderAtWorkTest {

  private static final String MATCHING = "I lost my card";

  @TempDir Path folder;
  private ScriptedBackend backend;

  @BeforeEach
  void start() {
    ProxiedBank.in(folder);
    backend = new ScriptedBackend();
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void neverRunsOnAnEventLoop() {
    ConcurrentLinkedQueue<String> onEventLoop = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    Encoder watched =
        new Around(
            text -> {
              String thread = Thread.currentThread().getName();
              seen.add(thread);
              if (Context.isOnEventLoopThread()) {
                onEventLoop.add(thread);
              }
              return text;
            });
    try (TestProxy proxy = serve(watched, ProxyOptions.DEFAULT)) {
      for (int i = 0; i < 20; i++) {
        assertThat(proxy.ask(MATCHING + i).statusCode()).isEqualTo(200);
        assertThat(proxy.askStreamed("write me a poem" + i).statusCode()).isEqualTo(200);
      }
    }

    assertThat(seen).hasSize(40);
    assertThat(onEventLoop).isEmpty();
  }

  @Test
  void refuses_whenEncoderThrows() {
    Encoder broken =
        new Around(
            text -> {
              throw new InferenceFailed("out of order");
            });
    try (TestProxy proxy = serve(broken, ProxyOptions.DEFAULT)) {

      HttpResponse<String> response = proxy.ask(MATCHING);

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body())
          .contains("the request could not be checked")
          .doesNotContain("out of order");
    }
    assertThat(backend.received()).isEmpty();
  }

  @Test
  void refuses_whenPoolIsFull() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    Encoder slow =
        new Around(
            text -> {
              entered.countDown();
              awaitQuietly(open);
              return text;
            });
    try (TestProxy proxy = serve(slow, ProxyOptions.DEFAULT.withEncoders(1, 2))) {
      List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
      asked.add(askAsync(proxy));
      assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

      // One is at work and two may wait: of three more, one is too many.
      for (int i = 0; i < 3; i++) {
        asked.add(askAsync(proxy));
      }
      HttpResponse<?> refused =
          (HttpResponse<?>) CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new)).join();
      open.countDown();

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("retry-after")).contains("1");
      assertThat(asked.getFirst().join().statusCode()).isEqualTo(200);
      // The others are answered as well, unless this machine keeps them waiting for too long.
      long answered = asked.stream().filter(each -> each.join().statusCode() == 200).count();
      assertThat(answered).isBetween(1L, 3L);
      assertThat(backend.received()).as("nothing unchecked").hasSize((int) answered);
    } finally {
      open.countDown();
    }
  }

  @Test
  void forwardsNothingForAClientThatLeftMeanwhile() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    Encoder slow =
        new Around(
            text -> {
              entered.countDown();
              awaitQuietly(open);
              return text;
            });
    try (LogTrap logs = new LogTrap();
        TestProxy proxy = serve(slow, ProxyOptions.DEFAULT)) {
      CompletableFuture<?> asking = askAsync(proxy);
      assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

      asking.cancel(true);

      for (int i = 0; i < 100 && logs.lines().isEmpty(); i++) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      open.countDown();
      assertThat(logs.lines()).anyMatch(line -> line.contains("status=\"499\""));
      assertThat(proxy.ask("hello").statusCode()).as("the lane is free again").isEqualTo(200);
    } finally {
      open.countDown();
    }
    assertThat(backend.received()).isEmpty();
  }

  @Test
  void stoppingWaitsForRequestsInFlight() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    Encoder slow =
        new Around(
            text -> {
              entered.countDown();
              awaitQuietly(open);
              return text;
            });
    TestProxy proxy = serve(slow, ProxyOptions.DEFAULT);
    CompletableFuture<HttpResponse<String>> asking = askAsync(proxy);
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

    CompletableFuture<Void> stopping = CompletableFuture.runAsync(proxy::stop);
    open.countDown();

    assertThat(asking.join().statusCode()).isEqualTo(200);
    stopping.join();
    proxy.close();
  }

  @Test
  void refuses_whenDeadlinePasses() throws InterruptedException {
    ProxiedBank.in(folder).settings(ProxiedBank.SETTINGS.replace("total: 10s", "total: 300ms"));
    CountDownLatch open = new CountDownLatch(1);
    Encoder slow =
        new Around(
            text -> {
              awaitQuietly(open);
              return text;
            });
    try (TestProxy proxy = serve(slow, ProxyOptions.DEFAULT)) {

      HttpResponse<String> response = proxy.ask(MATCHING);

      assertThat(response.statusCode()).isEqualTo(504);
      assertThat(response.body()).contains("no answer within 300 ms");
    } finally {
      open.countDown();
    }
    assertThat(backend.received()).isEmpty();
  }

  private TestProxy serve(Encoder encoder, ProxyOptions options) {
    return TestProxy.serve(folder, backend.url(), encoder, options);
  }

  private static CompletableFuture<HttpResponse<String>> askAsync(TestProxy proxy) {
    String body = "{\"messages\":[" + TestProxy.user(MATCHING) + "]}";
    return proxy
        .client()
        .sendAsync(proxy.chatRequest(BodyPublishers.ofString(body)), BodyHandlers.ofString());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The real encoder with something done before each text. */
  private record Around(UnaryOperator<String> before) implements Encoder {
    @Override
    public EncoderModel model() {
      return TestProxy.encoder().model();
    }

    @Override
    public List<Embedding> encode(List<String> texts) {
      return TestProxy.encoder().encode(texts.stream().map(before).toList());
    }

    @Override
    public List<String> windows(String text) {
      return TestProxy.encoder().windows(before.apply(text));
    }

    @Override
    public void close() {}
  }
}
