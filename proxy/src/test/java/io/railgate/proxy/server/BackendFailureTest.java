package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.ServedBank;
import io.railgate.proxy.TestProxy;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend that fails before its answer or within a whole one. */
class BackendFailureTest {

  private static final String MESSAGE = "somebody took my card";

  @RegisterExtension final ServedBank served = new ServedBank();

  @Test
  void isDown() throws IOException {
    URI nobody = URI.create("http://127.0.0.1:" + freePort() + "/v1");
    try (TestProxy alone = served.inFrontOf(nobody)) {
      HttpResponse<String> response = alone.ask(MESSAGE);

      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(response.body())
          .contains("the backend cannot be reached: connection refused")
          .doesNotContain(nobody.getHost())
          .contains("\"code\":\"backend_unreachable\"");
      assertThat(alone.askStreamed(MESSAGE).statusCode()).isEqualTo(502);
      assertThat(alone.ask("hello").statusCode()).as("rails that need no backend").isEqualTo(200);
    }
  }

  @Test
  void hasNoAddress() {
    try (TestProxy lost = served.inFrontOf(URI.create("http://nowhere.invalid/v1"))) {
      HttpResponse<String> response = lost.ask(MESSAGE);

      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(response.body()).contains("the backend cannot be reached: its host is not known");
    }
  }

  @Test
  void closesWithoutAnAnswer() {
    served.backend().answerWith((request, body) -> request.connection().close());

    HttpResponse<String> response = served.proxy().ask(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("the backend ended the connection without an answer");
  }

  @Test
  void neverAnswers() throws InterruptedException {
    served.backend().answerWith((request, body) -> {});

    HttpResponse<String> response = served.proxy().ask(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(response.body()).contains("the backend sent no answer within 1000 ms");
    assertThat(served.backend().closed().poll(1, TimeUnit.SECONDS))
        .as("the call is cut off")
        .isNotNull();
  }

  @Test
  void fallsSilentWithinAWholeAnswer() {
    served
        .backend()
        .answerWith(
            (request, body) -> request.response().putHeader("content-length", "99").write("{"));

    HttpResponse<String> response = served.proxy().ask(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(response.body()).contains("the backend was silent for 500 ms");
  }

  @Test
  void breaksOffWithinAWholeAnswer() {
    served
        .backend()
        .answerWith(
            (request, body) -> {
              request.response().putHeader("content-length", "99").write("{");
              request.connection().close();
            });

    HttpResponse<String> response = served.proxy().ask(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("the backend broke off within its answer");
  }

  @Test
  void answersWithSomethingElseThanJson() {
    served.backend().answerWith((request, body) -> request.response().end("<html>hello</html>"));

    HttpResponse<String> response = served.proxy().ask(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("the backend's answer is not JSON");
  }

  @Test
  void answersMoreThanTheProxyKeeps() {
    served
        .backend()
        .answerWith(
            (request, body) ->
                request.response().end("\"" + "x".repeat(WholeRelay.MAX_ANSWER_BYTES) + "\""));

    HttpResponse<String> response = served.proxy().ask(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("the backend's answer is larger than 4194304 bytes");
  }

  @Test
  void itsErrorsPassWithStatusBodyAndWhenToComeBackButWithoutTheKey() {
    served
        .backend()
        .answerWith(
            (request, body) -> {
              request.response().putHeader("retry-after", "7").putHeader("x-ratelimit-limit", "9");
              ScriptedBackend.json(request, 429, "{\"error\":{\"message\":\"slow, s3cr3t-key\"}}");
            });

    for (HttpResponse<String> response :
        List.of(served.proxy().ask(MESSAGE), served.proxy().askStreamed(MESSAGE))) {
      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(response.body()).isEqualTo("{\"error\":{\"message\":\"slow, ***\"}}");
      assertThat(response.headers().firstValue("retry-after")).contains("7");
      assertThat(response.headers().firstValue("x-ratelimit-limit")).contains("9");
    }
    assertThat(served.received()).as("nothing is tried again").hasSize(2);
  }

  @Test
  void answersWithNeitherSuccessNorError() {
    for (int status : new int[] {201, 204, 302}) {
      served
          .backend()
          .answerWith((request, body) -> request.response().setStatusCode(status).end());

      HttpResponse<String> response = served.proxy().ask(MESSAGE);

      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(response.body()).contains("the backend answered with status " + status);
    }
  }

  @Test
  void speaksNoTls() {
    URI tls = URI.create(served.backend().url().toString().replace("http:", "https:"));
    try (TestProxy secure = served.inFrontOf(tls)) {
      HttpResponse<String> response = secure.ask(MESSAGE);

      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(response.body()).contains("the backend cannot be reached: TLS failed");
    }
  }

  /** The pool holds 256 connections; the time to connect, 500 ms, is not the time to wait. */
  @Test
  void callsBeyondThePoolWaitForTheirTurn() {
    ProxiedBank.in(served.folder())
        .settings(ProxiedBank.SETTINGS.replace("first-byte: 1s", "first-byte: 5s"));
    served
        .backend()
        .answerWith(
            (request, body) ->
                served
                    .backend()
                    .vertx()
                    .setTimer(2_500, fired -> ScriptedBackend.wholeOrStreamed(request, body)));
    String body = "{\"messages\":[" + TestProxy.user(MESSAGE) + "]}";
    try (TestProxy patient = served.inFrontOf(served.backend().url());
        HttpClient client = HttpClient.newHttpClient()) {
      List<CompletableFuture<HttpResponse<String>>> asked =
          Stream.generate(() -> patient.chatRequest(BodyPublishers.ofString(body)))
              .limit(260)
              .map(request -> client.sendAsync(request, BodyHandlers.ofString()))
              .toList();

      assertThat(asked)
          .extracting(CompletableFuture::join)
          .extracting(HttpResponse::statusCode)
          .containsOnly(200);
      assertThat(served.backend().connections()).isLessThanOrEqualTo(256);
    }
  }

  @Test
  void anErrorPageBecomesAnErrorObject() {
    served
        .backend()
        .answerWith(
            (request, body) -> request.response().setStatusCode(503).end("<html>busy</html>"));

    HttpResponse<String> response = served.proxy().ask(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("the backend answered with status 503");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"error\":{\"message\":\"bad key s3cr3t-key\"}}", "{\"choices\":1}"})
  void aSuccessWithoutAnAnswerIsAFailure(String body) {
    served.backend().answerWith((request, asked) -> ScriptedBackend.json(request, 200, body));

    for (String path : List.of("/chat/completions", "/completions", "/responses")) {
      HttpResponse<String> response =
          served
              .proxy()
              .post(
                  path,
                  "{\"prompt\":\"%1$s\",\"input\":\"%1$s\",\"messages\":[%2$s]}"
                      .formatted(MESSAGE, TestProxy.user(MESSAGE)));

      assertThat(response.statusCode()).as(path).isEqualTo(502);
      assertThat(response.body())
          .contains("the backend's answer holds no choices")
          .doesNotContain("s3cr3t");
    }
  }
}
