package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.InferenceFailed;
import io.railgate.proxy.LogTrap;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.ScriptedBackend.Received;
import io.railgate.proxy.TestProxy;
import io.railgate.proxy.WatchedEncoder;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In monitor mode an application sees what it would see without a proxy, and the records tell. */
class MonitorModeTest {

  private static final String POEM = "write me a poem about the sea";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;
  private ScriptedBackend backend;
  private Path file;

  @BeforeEach
  void start() {
    backend = new ScriptedBackend();
    file = temp.resolve("audit.jsonl");
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void aRequestIsForwardedAsItCameAndTheDecisionIsRecorded() throws Exception {
    String body =
        """
        { "model" : "my-model", "messages":[{"role":"system","content":"Be a pirate."},
          {"role":"user","content":"%s \\u00e9"}], "tools":[], "user":"u1",  "temperature": 1.0e0 }"""
            .formatted(POEM);
    HttpResponse<String> response;
    try (LogTrap logs = new LogTrap()) {
      try (TestProxy proxy = serve("")) {
        response = proxy.chat(body);
      }
      assertThat(logs.lines())
          .anyMatch(
              line ->
                  line.startsWith("exchange")
                      && line.contains("mode=\"monitor\"")
                      && line.contains("action=\"refuse\""));
      assertThat(String.join("\n", logs.lines())).doesNotContain("poem", "pirate");
    }

    Received received = only();
    assertThat(received.path()).isEqualTo("/v1/chat/completions");
    assertThat(received.body()).isEqualTo(body);
    assertThat(received.headers()).containsEntry("authorization", "Bearer s3cr3t-key");
    assertThat(received.headers().toString()).doesNotContain("client-key");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(ScriptedBackend.whole());
    assertThat(header(response, "railgate-mode")).isEqualTo("monitor");
    assertThat(header(response, "railgate-action")).isEqualTo("refuse");
    assertThat(header(response, "railgate-set")).isNotEmpty();
    assertThat(header(response, "railgate-dropped")).contains("messages.system", "tools", "user");
    JsonNode line = line();
    assertThat(line.path("mode").asText()).isEqualTo("monitor");
    assertThat(line.path("action").asText()).isEqualTo("refuse");
    assertThat(line.path("status").asInt()).isEqualTo(200);
    assertThat(line.at("/ms/first_byte").isNumber()).isTrue();
    assertThat(line.has("undecided")).isFalse();
  }

  @Test
  void aStreamComesAsItIs() {
    String odd = "event: x\nid: 1\ndata: {\"choices\": []}\n\n: note\n\ndata: [DONE]\n\n";
    backend.answerWith((request, body) -> ScriptedBackend.stream(request).end(odd));
    try (TestProxy proxy = serve("")) {
      HttpResponse<String> response = proxy.askStreamed(POEM);

      assertThat(response.body()).isEqualTo(odd);
      assertThat(header(response, "content-type")).isEqualTo("text/event-stream; charset=utf-8");
      assertThat(only().headers()).containsEntry("accept", "text/event-stream");
    }
  }

  @Test
  void aLargeAnswerComesWhole() {
    String large = "{\"text\":\"" + "0123456789".repeat(900_000) + "\"}";
    backend.answerWith((request, body) -> ScriptedBackend.json(request, 200, large));
    try (TestProxy proxy = serve("")) {
      HttpResponse<String> response = proxy.ask(POEM);

      assertThat(response.body()).isEqualTo(large);
      assertThat(header(response, "content-length")).isEqualTo("" + large.length());
    }
  }

  @Test
  void theOtherRoutesGoToTheBackendsOwn() {
    backend.answerWith((request, body) -> ScriptedBackend.json(request, 200, "{\"own\":1}"));
    try (TestProxy proxy = serve("")) {
      String text = "{\"model\":\"m\",\"prompt\":\"" + POEM + "\"}";
      String response = "{\"model\":\"m\",\"input\":\"hello\"}";

      assertThat(proxy.post("/completions", text).body()).isEqualTo("{\"own\":1}");
      HttpResponse<String> second = proxy.post("/responses", response);

      assertThat(header(second, "railgate-action")).isEqualTo("reply");
      assertThat(backend.received())
          .extracting(Received::path, Received::body)
          .containsExactly(tuple("/v1/completions", text), tuple("/v1/responses", response));
    }
  }

  @Test
  void whatWouldBeRefusedAsItIsWrittenIsForwardedUndecided() throws Exception {
    String image =
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":"
            + "{\"url\":\"data:x\"}}]}]}";
    try (TestProxy proxy = serve("")) {
      HttpResponse<String> response = proxy.chat(image);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(header(response, "railgate-mode")).isEqualTo("monitor");
      assertThat(response.headers().firstValue("railgate-action")).isEmpty();
    }
    assertThat(only().body()).isEqualTo(image);
    assertThat(line().path("action").isNull()).isTrue();
    assertThat(line().path("undecided").asText()).isEqualTo("invalid_value");
    assertThat(line().path("status").asInt()).isEqualTo(200);
  }

  @Test
  void anEncoderThatFailsBreaksNothing() throws Exception {
    try (LogTrap logs = new LogTrap();
        TestProxy proxy =
            serve(
                "",
                new WatchedEncoder(
                    () -> {
                      throw new InferenceFailed("out of order");
                    }))) {
      assertThat(proxy.ask(POEM).statusCode()).isEqualTo(200);
      assertThat(logs.lines()).anyMatch(line -> line.startsWith("not decided, and forwarded"));
    }
    assertThat(backend.received()).hasSize(1);
    assertThat(line().path("undecided").asText()).isEqualTo("internal");
  }

  @Test
  void anEncoderThatHangsKeepsARequestForTwoSecondsOnly() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    try (TestProxy proxy = serve("", WatchedEncoder.waitingFor(open, new CountDownLatch(1)))) {
      long started = System.nanoTime();

      HttpResponse<String> response = proxy.ask(POEM);

      assertThat(Duration.ofNanos(System.nanoTime() - started))
          .isBetween(Exchange.MONITOR_PATIENCE, Exchange.MONITOR_PATIENCE.plusSeconds(2));
      assertThat(response.statusCode()).isEqualTo(200);
      open.countDown();
    } finally {
      open.countDown();
    }
    assertThat(line().path("undecided").asText()).isEqualTo("deadline_exceeded");
    assertThat(line().path("action").isNull()).isTrue();
  }

  @Test
  void theModelIsCheckedAsEver() {
    try (TestProxy proxy =
        serve(
            "",
            ProxiedBank.SETTINGS.replace("model: approved-model", "models: [small]"),
            TestProxy.encoder())) {
      HttpResponse<String> other =
          proxy.chat("{\"model\":\"large\",\"messages\":[" + TestProxy.user(POEM) + "]}");
      HttpResponse<String> none = proxy.chat("{\"messages\":[" + TestProxy.user(POEM) + "]}");
      HttpResponse<String> odd =
          proxy.chat("{\"model\":7,\"messages\":[" + TestProxy.user(POEM) + "]}");
      assertThat(backend.received()).isEmpty();
      HttpResponse<String> allowed =
          proxy.chat("{\"model\":\"small\",\"messages\":[" + TestProxy.user(POEM) + "]}");

      assertThat(other.statusCode()).isEqualTo(404);
      assertThat(none.statusCode()).isEqualTo(400);
      assertThat(odd.statusCode()).isEqualTo(400);
      assertThat(allowed.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatIsNoJsonAndWhatIsTooLargeIsNotForwarded() {
    try (TestProxy proxy = serve("")) {
      assertThat(proxy.chat("{\"half").statusCode()).isEqualTo(400);
      assertThat(proxy.chat("{\"model\":\"a\",\"model\":\"b\"}").statusCode()).isEqualTo(400);
      assertThat(proxy.chat(" ".repeat(RequestBody.MAX_BYTES + 1)).statusCode()).isEqualTo(413);
    }
    assertThat(backend.received()).isEmpty();
  }

  @Test
  void theBackendsErrorsComeWithoutItsKey() {
    backend.answerWith(
        (request, body) ->
            ScriptedBackend.json(request, 429, "{\"error\":{\"message\":\"s3cr3t-key is slow\"}}"));
    try (TestProxy proxy = serve("")) {
      HttpResponse<String> response = proxy.ask(POEM);

      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(response.body()).contains("*** is slow").doesNotContain("s3cr3t-key");
    }
  }

  @Test
  void aBackendThatBreaksOffIsNeverAWholeAnswer() throws Exception {
    backend.answerWith(
        (request, body) ->
            ScriptedBackend.stream(request)
                .write("data: {}\n\n")
                .onComplete(
                    sent -> backend.vertx().setTimer(50, t -> request.connection().close())));
    try (TestProxy proxy = serve("")) {
      assertThatThrownBy(() -> proxy.askStreamed(POEM)).hasRootCauseInstanceOf(IOException.class);
    }
    assertThat(line().path("code").asText()).isEqualTo("backend_broke_off");
  }

  @Test
  void aBackendThatFallsSilentIsGivenUp() throws Exception {
    backend.answerWith((request, body) -> ScriptedBackend.stream(request).write("data: {}\n\n"));
    try (TestProxy proxy = serve("")) {
      assertThatThrownBy(() -> proxy.askStreamed(POEM)).hasRootCauseInstanceOf(IOException.class);
    }
    assertThat(line().path("code").asText()).isEqualTo("backend_timeout");
  }

  @Test
  void aClientThatLeavesBreaksTheCallOff() throws Exception {
    backend.answerWith(
        (request, body) -> {
          HttpServerResponse stream = ScriptedBackend.stream(request);
          backend
              .vertx()
              .setPeriodic(
                  20,
                  tick -> {
                    if (!stream.closed()) {
                      stream.write("data: {}\n\n");
                    }
                  });
        });
    try (TestProxy proxy = serve("")) {
      HttpResponse<Stream<String>> response =
          proxy
              .client()
              .send(
                  proxy.chatRequest(
                      BodyPublishers.ofString(
                          "{\"stream\":true,\"messages\":[" + TestProxy.user(POEM) + "]}")),
                  BodyHandlers.ofLines());
      assertThat(response.body().iterator().next()).isEqualTo("data: {}");
      response.body().close();

      assertThat(backend.closed().poll(1, TimeUnit.SECONDS)).isNotNull();
    }
    assertThat(line().path("status").asInt()).isEqualTo(499);
  }

  @Test
  void aClientThatLeavesBeforeTheDecisionIsNotForwarded() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    try (TestProxy proxy = serve("", WatchedEncoder.waitingFor(open, entered))) {
      CompletableFuture<?> asking =
          proxy
              .client()
              .sendAsync(
                  proxy.chatRequest(
                      BodyPublishers.ofString("{\"messages\":[" + TestProxy.user(POEM) + "]}")),
                  BodyHandlers.ofString());
      assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
      asking.cancel(true);
      for (int i = 0; i < 100 && lines().isEmpty(); i++) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      open.countDown();
      assertThat(line().path("status").asInt()).isEqualTo(499);
    } finally {
      open.countDown();
    }
    assertThat(backend.received()).isEmpty();
  }

  @Test
  void withExposeNoneClientsSeeNothingOfIt() {
    try (TestProxy proxy = serve("expose: none\n")) {
      assertThat(proxy.ask(POEM).headers().map().keySet())
          .noneMatch(name -> name.startsWith("railgate-"));
    }
  }

  @Test
  void aRequiredRecordHoldsInMonitorModeToo() {
    file = Path.of("/dev/full");
    try (TestProxy proxy =
        serve(
            "",
            ProxiedBank.SETTINGS,
            TestProxy.encoder(),
            "audit: {file: /dev/full, required: true}\n")) {
      HttpResponse<String> response = proxy.ask(POEM);
      for (int i = 0; i < 100 && response.statusCode() == 200; i++) {
        response = proxy.ask(POEM);
      }
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).contains("audit_unavailable");
    }
  }

  private TestProxy serve(String more) {
    return serve(more, TestProxy.encoder());
  }

  private TestProxy serve(String more, Encoder encoder) {
    return serve(more, ProxiedBank.SETTINGS, encoder);
  }

  private TestProxy serve(String more, String settings, Encoder encoder) {
    return serve(more, settings, encoder, "audit: {file: " + file + ", text: whole}\n");
  }

  private TestProxy serve(String more, String settings, Encoder encoder, String audit) {
    Path set =
        ProxiedBank.in(temp.resolve("bank"))
            .settings(settings + more + "mode: monitor\n" + audit)
            .path();
    return TestProxy.serve(set, backend.url(), encoder, ProxyOptions.DEFAULT);
  }

  private Received only() {
    assertThat(backend.received()).hasSize(1);
    return backend.received().getFirst();
  }

  private JsonNode line() throws IOException {
    assertThat(lines()).hasSize(1);
    return lines().getFirst();
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
