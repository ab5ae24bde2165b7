package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend that fails, in each of its phases; and a client that leaves, in each of them. */
class BackendFailureTest {

  private static final String MESSAGE = "somebody took my card";

  @TempDir Path folder;
  private ScriptedBackend backend;
  private TestProxy proxy;

  @BeforeEach
  void serve() {
    backend = new ScriptedBackend();
    proxy = TestProxy.serve(ProxiedBank.in(folder).path(), backend.url());
  }

  @AfterEach
  void close() {
    proxy.close();
    backend.close();
  }

  @Test
  void isDown() throws IOException {
    URI nobody = URI.create("http://127.0.0.1:" + freePort() + "/v1");
    try (TestProxy alone = TestProxy.serve(folder, nobody)) {
      HttpResponse<String> response = alone.ask(MESSAGE);

      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(response.body())
          .contains("the backend at " + nobody + " cannot be reached: connection refused")
          .contains("\"code\":\"backend_unreachable\"");
      assertThat(alone.askStreamed(MESSAGE).statusCode()).isEqualTo(502);
      assertThat(alone.ask("hello").statusCode()).as("rails that need no backend").isEqualTo(200);
    }
  }

  @Test
  void hasNoAddress() {
    try (TestProxy lost = TestProxy.serve(folder, URI.create("http://nowhere.invalid/v1"))) {
      HttpResponse<String> response = lost.ask(MESSAGE);

      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(response.body()).contains("http://nowhere.invalid/v1 cannot be reached");
    }
  }

  @Test
  void closesWithoutAnAnswer() {
    backend.answerWith((request, body) -> request.connection().close());

    HttpResponse<String> response = proxy.ask(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("the backend ended the connection without an answer");
  }

  @Test
  void neverAnswers() throws InterruptedException {
    backend.answerWith((request, body) -> {});

    HttpResponse<String> response = proxy.ask(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(response.body()).contains("the backend sent no answer within 1000 ms");
    assertThat(backend.closed().poll(1, TimeUnit.SECONDS)).as("the call is cut off").isNotNull();
  }

  @Test
  void fallsSilentWithinAWholeAnswer() {
    backend.answerWith(
        (request, body) -> request.response().putHeader("content-length", "99").write("{"));

    HttpResponse<String> response = proxy.ask(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(response.body()).contains("the backend was silent for 500 ms");
  }

  @Test
  void breaksOffWithinAWholeAnswer() {
    backend.answerWith(
        (request, body) -> {
          request.response().putHeader("content-length", "99").write("{");
          request.connection().close();
        });

    HttpResponse<String> response = proxy.ask(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("the backend broke off within its answer");
  }

  @Test
  void answersWithSomethingElseThanJson() {
    backend.answerWith((request, body) -> request.response().end("<html>hello</html>"));

    HttpResponse<String> response = proxy.ask(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("the backend's answer is not JSON");
  }

  @Test
  void answersAStreamWithSomethingElse() {
    backend.answerWith(
        (request, body) -> ScriptedBackend.json(request, 200, ScriptedBackend.whole()));

    HttpResponse<String> response = proxy.askStreamed(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("the backend did not answer with a stream");
  }

  @Test
  void answersMoreThanTheProxyKeeps() {
    backend.answerWith(
        (request, body) ->
            request.response().end("\"" + "x".repeat(WholeRelay.MAX_ANSWER_BYTES) + "\""));

    HttpResponse<String> response = proxy.ask(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("the backend's answer is larger than 4194304 bytes");
  }

  @Test
  void itsErrorsPassWithStatusBodyAndWhenToComeBackButWithoutTheKey() {
    backend.answerWith(
        (request, body) -> {
          request.response().putHeader("retry-after", "7").putHeader("x-ratelimit-limit", "9");
          ScriptedBackend.json(request, 429, "{\"error\":{\"message\":\"slow, s3cr3t-key\"}}");
        });

    for (HttpResponse<String> response : List.of(proxy.ask(MESSAGE), proxy.askStreamed(MESSAGE))) {
      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(response.body()).isEqualTo("{\"error\":{\"message\":\"slow, ***\"}}");
      assertThat(response.headers().firstValue("retry-after")).contains("7");
      assertThat(response.headers().firstValue("x-ratelimit-limit")).contains("9");
    }
    assertThat(backend.received()).as("nothing is tried again").hasSize(2);
  }

  @Test
  void anErrorPageBecomesAnErrorObject() {
    backend.answerWith(
        (request, body) -> request.response().setStatusCode(503).end("<html>busy</html>"));

    HttpResponse<String> response = proxy.ask(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("the backend answered with status 503");
  }

  @Test
  void breaksOffWithinAStream() throws Exception {
    backend.answerWith(
        (request, body) -> {
          HttpServerResponse stream = ScriptedBackend.stream(request);
          stream
              .write("data: " + ScriptedBackend.events().getFirst() + "\n\ndata: {\"cut")
              .onComplete(written -> request.connection().close());
        });

    List<String> lines = linesUntilCut();

    assertThat(lines)
        .satisfiesExactly(
            role -> assertThat(role).contains("\"role\":\"assistant\""),
            error ->
                assertThat(error)
                    .startsWith("data: {\"error\":{\"message\":\"the backend broke off within"));
  }

  @Test
  void endsAStreamTooSoon() throws Exception {
    backend.answerWith(
        (request, body) ->
            ScriptedBackend.stream(request)
                .end("data: " + ScriptedBackend.events().getFirst() + "\n\n"));

    assertThat(linesUntilCut()).last().asString().contains("the backend ended within its answer");
  }

  @Test
  void fallsSilentWithinAStream() throws Exception {
    backend.answerWith(
        (request, body) ->
            ScriptedBackend.stream(request)
                .write("data: " + ScriptedBackend.events().getFirst() + "\n\n"));

    assertThat(linesUntilCut()).last().asString().contains("the backend was silent for 500 ms");
    assertThat(backend.closed().poll(1, TimeUnit.SECONDS)).as("the call is cut off").isNotNull();
  }

  @Test
  void streamsWhatIsNotJson() throws Exception {
    backend.answerWith((request, body) -> ScriptedBackend.stream(request).end("data: hello\n\n"));

    HttpResponse<String> response = proxy.askStreamed(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("the backend's stream cannot be read");
  }

  @Test
  void leavesOutDone() {
    backend.answerWith(
        (request, body) -> {
          HttpServerResponse stream = ScriptedBackend.stream(request);
          ScriptedBackend.events().forEach(event -> stream.write("data: " + event + "\n\n"));
          stream.end();
        });

    assertThat(proxy.askStreamed(MESSAGE).body()).endsWith("data: [DONE]\n\n");
  }

  @Test
  void theClientLeavesBeforeTheHead() throws Exception {
    backend.answerWith((request, body) -> {});
    CompletableFuture<?> asking = askAsync(false);
    while (backend.received().isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }

    asking.cancel(true);

    assertThat(backend.closed().poll(900, TimeUnit.MILLISECONDS)).isNotNull();
  }

  @Test
  void theClientLeavesWithinAStream() throws Exception {
    backend.answerWith(
        (request, body) -> {
          HttpServerResponse stream = ScriptedBackend.stream(request);
          backend
              .vertx()
              .setPeriodic(
                  20,
                  tick -> {
                    if (!stream.closed()) {
                      stream.write("data: " + ScriptedBackend.events().get(1) + "\n\n");
                    }
                  });
        });
    HttpResponse<Stream<String>> response =
        proxy.client().send(streamRequest(), BodyHandlers.ofLines());
    var lines = response.body().iterator();
    assertThat(lines.next()).startsWith("data: ");

    response.body().close();

    assertThat(backend.closed().poll(1, TimeUnit.SECONDS)).isNotNull();
  }

  private CompletableFuture<HttpResponse<String>> askAsync(boolean stream) {
    String body = "{\"stream\":" + stream + ",\"messages\":[" + TestProxy.user(MESSAGE) + "]}";
    return proxy
        .client()
        .sendAsync(proxy.chatRequest(BodyPublishers.ofString(body)), BodyHandlers.ofString());
  }

  private HttpRequest streamRequest() {
    return proxy.chatRequest(
        BodyPublishers.ofString(
            "{\"stream\":true,\"messages\":[" + TestProxy.user(MESSAGE) + "]}"));
  }

  /** The data lines of a stream that does not end as one should. */
  private List<String> linesUntilCut() throws IOException, InterruptedException {
    HttpResponse<Stream<String>> response =
        proxy.client().send(streamRequest(), BodyHandlers.ofLines());
    List<String> lines = new ArrayList<>();
    assertThatThrownBy(() -> response.body().filter(line -> !line.isEmpty()).forEach(lines::add))
        .as("the connection is cut, so that nobody takes the answer for complete")
        .hasRootCauseInstanceOf(IOException.class);
    return lines;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
