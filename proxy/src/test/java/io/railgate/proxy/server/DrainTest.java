package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.LogTrap;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy that stops while a request is in flight. */
class DrainTest {

  @TempDir Path temp;
  private final BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();

  @Test
  void waitsForWhatIsInFlightAndIsNotReadyMeanwhile() throws Exception {
    try (ScriptedBackend backend = holding();
        TestProxy proxy = serve(backend, Duration.ofSeconds(20));
        LogTrap log = new LogTrap()) {
      CompletableFuture<HttpResponse<String>> flying =
          CompletableFuture.supplyAsync(() -> proxy.ask("I lost my card"));
      Runnable answer = held.take();
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(proxy::stop);

      HttpResponse<String> ready = ready(proxy);
      for (int i = 0; i < 200 && ready.statusCode() == 200; i++) {
        Thread.sleep(10);
        ready = ready(proxy);
      }
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("\"status\":\"draining\"");
      assertThat(stopping).isNotDone();
      backend.vertx().runOnContext(unused -> answer.run());

      assertThat(flying.get().body()).contains(ScriptedBackend.ANSWER);
      stopping.get();
      assertThat(log.lines())
          .anyMatch(line -> line.contains("waits for requests in flight [requests=\"1\""))
          .noneMatch(line -> line.contains("cut off"));
    }
  }

  @Test
  void cutsOffWhatTakesLongerAndSaysSo() throws Exception {
    try (ScriptedBackend backend = holding();
        TestProxy proxy = serve(backend, Duration.ofMillis(500));
        LogTrap log = new LogTrap()) {
      CompletableFuture<HttpResponse<String>> flying =
          CompletableFuture.supplyAsync(() -> proxy.ask("I lost my card"));
      held.take();

      proxy.stop();

      assertThat(log.lines())
          .anyMatch(line -> line.contains("cut off requests in flight [requests=\"1\""));
      assertThat(flying.handle((answer, failure) -> failure != null).get()).isTrue();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private ScriptedBackend holding() {
    ScriptedBackend backend = new ScriptedBackend();
    backend.answerWith(
        (request, body) -> held.add(() -> ScriptedBackend.wholeOrStreamed(request, body)));
    return backend;
  }

  private TestProxy serve(ScriptedBackend backend, Duration drain) {
    ProxiedBank.in(temp.resolve("bank"))
        .settings(
            ProxiedBank.SETTINGS.replace(
                "first-byte: 1s, idle: 500ms", "first-byte: 30s, idle: 30s"));
    return TestProxy.serve(
        temp.resolve("bank"),
        backend.url(),
        TestProxy.encoder(),
        ProxyOptions.DEFAULT.withDrain(drain));
  }

  private static HttpResponse<String> ready(TestProxy proxy) {
    return proxy.send(
        HttpRequest.newBuilder(URI.create(proxy.managementUrl() + "/health/ready")).build());
  }
}
