package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.embeddings.Encoder;
import io.railgate.proxy.LogTrap;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import io.railgate.proxy.WatchedEncoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit of a proxy that serves, in a real file. */
class AuditServedTest {

  private static final String SECRET = "somebody took my card, the xyzzy one";
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
  void aDecisionIsALineWithAllThatLedToIt() throws Exception {
    Instant before = Instant.now();
    HttpResponse<String> response;
    String digest;
    try (TestProxy proxy = serve("{file: " + file + "}")) {
      response =
          proxy.chat(
              "{\"model\":\"m\",\"stop\":[\"x\"],\"messages\":["
                  + TestProxy.user("\u200bsomebody took my card")
                  + "]}");
      digest = proxy.engine().digest();
    }

    JsonNode line = only();
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Instant.parse(line.path("time").asText()))
        .isBetween(before.minusMillis(1), Instant.now());
    assertThat(line.path("request").asText())
        .isEqualTo(response.headers().firstValue("x-request-id").orElseThrow());
    assertThat(line.path("key").isNull()).isTrue();
    assertThat(line.path("set").asText()).isEqualTo(digest);
    assertThat(line.path("mode").asText()).isEqualTo("enforce");
    assertThat(line.path("route").asText()).isEqualTo("/v1/chat/completions");
    assertThat(line.path("action").asText()).isEqualTo("forward");
    assertThat(line.path("rail").asText()).isEqualTo("cards.report-lost");
    assertThat(line.path("confidence").asDouble()).isBetween(0.5, 1.0);
    assertThat(line.at("/runner_up/rail").asText()).startsWith("cards.");
    assertThat(line.at("/runner_up/confidence").asDouble()).isBetween(0.0, 0.5);
    assertThat(line.path("status").asInt()).isEqualTo(200);
    assertThat(line.has("code")).isFalse();
    assertThat(names(line.path("ms")))
        .containsExactly("read", "embed", "decide", "first_byte", "total");
    assertThat(line.at("/ms/total").asDouble()).isGreaterThan(line.at("/ms/embed").asDouble());
    assertThat(line.path("dropped")).hasToString("[\"stop\"]");
    assertThat(line.path("normalised")).hasToString("[\"hidden-characters\"]");
  }

  @Test
  void thereIsOneLineForEachRequestHoweverItEnds() throws Exception {
    try (TestProxy proxy = serve("{file: " + file + "}")) {
      proxy.askStreamed("somebody took my card");
      proxy.ask("write me a poem about the sea");
      proxy.chat("{\"half");
      proxy.post("/completions", "{\"model\":\"m\",\"prompt\":\"hello\"}");
      proxy.post("/responses", "{\"model\":\"m\",\"input\":\"hello\"}");
      proxy.post("/checks", "{\"messages\":[" + TestProxy.user("hello") + "]}");
      backend.answerWith((request, body) -> request.connection().close());
      proxy.ask("somebody took my card");
    }

    assertThat(lines())
        .extracting(
            line ->
                line.path("route").asText()
                    + " "
                    + line.path("action").asText()
                    + " "
                    + line.path("status").asText()
                    + " "
                    + line.path("code").asText("-")
                    + " "
                    + line.path("checked").asBoolean())
        .containsExactly(
            "/v1/chat/completions forward 200 - false",
            "/v1/chat/completions refuse 200 - false",
            "/v1/chat/completions null 400 invalid_body false",
            "/v1/completions reply 200 - false",
            "/v1/responses reply 200 - false",
            "/v1/checks reply 200 - true",
            "/v1/chat/completions forward 502 backend_broke_off false");
  }

  @Test
  void aClientThatLeftIsRecordedToo() throws Exception {
    backend.answerWith((request, body) -> {});
    try (TestProxy proxy = serve("{file: " + file + "}")) {
      CompletableFuture<?> asking =
          proxy
              .client()
              .sendAsync(
                  proxy.chatRequest(
                      BodyPublishers.ofString(
                          "{\"messages\":[" + TestProxy.user("I lost my card") + "]}")),
                  BodyHandlers.ofString());
      while (backend.received().isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      asking.cancel(true);
      awaitLines(1);
    }
    assertThat(only().path("status").asInt()).isEqualTo(499);
  }

  @Test
  void noTextOfAUserIsKeptUnlessAskedFor() throws Exception {
    try (LogTrap logs = new LogTrap()) {
      try (TestProxy proxy = serve("{file: " + file + "}")) {
        proxy.ask(SECRET);
        proxy.chat("{\"messages\":[{\"role\":\"" + SECRET + "\"}],\"" + SECRET + "\":1}");
        proxy.chat("{\"" + SECRET);
      }
      assertThat(lines()).hasSize(3);
      assertThat(Files.readString(file)).doesNotContain("xyzzy", "said");
      assertThat(String.join("\n", logs.lines())).doesNotContain("xyzzy");
    }
  }

  @Test
  void theWholeConversationIsKeptWhereItIsAskedFor() throws Exception {
    try (TestProxy proxy = serve("{file: " + file + ", text: whole}")) {
      proxy.chat(
          "{\"messages\":["
              + TestProxy.user("hello")
              + ",{\"role\":\"assistant\",\"content\":\"Hello! What is it?\"},"
              + TestProxy.user(SECRET)
              + "]}");
    }

    assertThat(only().path("said")).hasToString("[\"hello\",\"" + SECRET + "\"]");
  }

  @Test
  void hashesAreKeptWhereTheyAreAskedFor() throws Exception {
    try (TestProxy proxy = serve("{file: " + file + ", text: hash}")) {
      proxy.ask("hello");
    }

    assertThat(only().path("said_sha256"))
        .hasToString("[\"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\"]");
  }

  @Test
  void aDiskThatIsFullKeepsNobodyWaitingUnlessTheRecordIsRequired() {
    try (TestProxy proxy = serve("{file: /dev/full}")) {
      for (int i = 0; i < 20; i++) {
        HttpResponse<String> response = proxy.ask("somebody took my card");
        assertThat(response.statusCode()).isEqualTo(200);
      }
      assertThat(backend.received()).hasSize(20);
    }
  }

  @Test
  void nothingIsForwardedWhileARequiredRecordCannotBeWritten() throws Exception {
    try (TestProxy proxy = serve("{file: /dev/full, required: true}")) {
      HttpResponse<String> response = proxy.ask("I lost my card");
      for (int i = 0; i < 100 && response.statusCode() == 200; i++) {
        TimeUnit.MILLISECONDS.sleep(20); // until the first line shows that the disk is full
        response = proxy.ask("I lost my card");
      }
      int forwarded = backend.received().size();

      for (String path : List.of("/chat/completions", "/checks")) {
        response = proxy.post(path, "{\"messages\":[" + TestProxy.user("I lost my card") + "]}");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).contains("1");
        assertThat(JSON.readTree(response.body()).path("error"))
            .hasToString(
                "{\"message\":\"the request cannot be recorded now, and must be\","
                    + "\"type\":\"server_error\",\"param\":null,\"code\":\"audit_unavailable\"}");
      }
      assertThat(backend.received()).hasSize(forwarded);
    }
  }

  @Test
  void aDiskThatFillsUpWhileItIsDecidedStopsARequestThatWasLetIn() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    try (TestProxy proxy =
        serve("{file: /dev/full, required: true}", WatchedEncoder.waitingFor(open, entered))) {
      String body = "{\"messages\":[" + TestProxy.user("I lost my card") + "]}";
      CompletableFuture<HttpResponse<String>> asking =
          proxy
              .client()
              .sendAsync(proxy.chatRequest(BodyPublishers.ofString(body)), BodyHandlers.ofString());
      assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 100 && proxy.chat("{\"messages\":1}").statusCode() != 503; i++) {
        TimeUnit.MILLISECONDS.sleep(20); // until a line shows that the disk is full
      }

      open.countDown();

      assertThat(asking.join().statusCode()).isEqualTo(503);
      assertThat(asking.join().body()).contains("audit_unavailable");
    } finally {
      open.countDown();
    }
    assertThat(backend.received()).isEmpty();
  }

  @Test
  void aRequiredRecordThatIsWrittenAgainLetsRequestsIn() throws Exception {
    Path pipe = temp.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (TestProxy proxy = serve("{file: " + pipe + ", required: true}")) {
      for (int i = 0; i < 400 && proxy.ask("hello").statusCode() == 200; i++) {
        TimeUnit.MILLISECONDS.sleep(20); // until the pipe was not to be had for 5 s
      }
      assertThat(proxy.ask("hello").statusCode()).isEqualTo(503);

      try (BufferedReader reader = Files.newBufferedReader(pipe)) {
        for (int i = 0; i < 100 && proxy.ask("hello").statusCode() != 200; i++) {
          TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(proxy.ask("hello").statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(reader.readLine()).path("action").asText()).isEqualTo("reply");
      }
    }
  }

  @Test
  void stoppingWritesWhatIsInFlight() throws Exception {
    backend.answerWith(
        (request, body) ->
            backend.vertx().setTimer(300, now -> ScriptedBackend.wholeOrStreamed(request, body)));
    List<CompletableFuture<?>> asking = new ArrayList<>();
    TestProxy proxy = serve("{file: " + file + "}");
    for (int i = 0; i < 50; i++) {
      String body = "{\"messages\":[" + TestProxy.user("I lost my card") + "]}";
      asking.add(
          proxy
              .client()
              .sendAsync(
                  proxy.chatRequest(BodyPublishers.ofString(body)), BodyHandlers.ofString()));
    }
    while (backend.received().size() < 50) {
      TimeUnit.MILLISECONDS.sleep(5);
    }

    proxy.stop();

    assertThat(lines()).hasSize(50).allMatch(line -> line.path("status").asInt() == 200);
    asking.forEach(CompletableFuture::join);
    proxy.close();
  }

  private TestProxy serve(String audit) {
    return serve(audit, TestProxy.encoder());
  }

  private TestProxy serve(String audit, Encoder encoder) {
    String settings = ProxiedBank.SETTINGS + "audit: " + audit + "\n";
    Path set = ProxiedBank.in(temp.resolve("bank")).settings(settings).path();
    return TestProxy.serve(set, backend.url(), encoder, ProxyOptions.DEFAULT);
  }

  private void awaitLines(int count) throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(5));
    while (lines().size() < count && Instant.now().isBefore(end)) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private JsonNode only() throws IOException {
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

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
