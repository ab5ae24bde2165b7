package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.ServedBank;
import io.railgate.proxy.TestProxy;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A backend that fails within a stream: the client is told, and never takes a part for the whole.
 */
class StreamFailureTest {

  private static final String MESSAGE = "somebody took my card";

  @RegisterExtension final ServedBank served = new ServedBank();

  @Test
  void answersAStreamWithSomethingElse() {
    served
        .backend()
        .answerWith((request, body) -> ScriptedBackend.json(request, 200, ScriptedBackend.whole()));

    HttpResponse<String> response = served.proxy().askStreamed(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("the backend did not answer with a stream");
  }

  @Test
  void breaksOffWithinAStream() throws Exception {
    served
        .backend()
        .answerWith(
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
    served
        .backend()
        .answerWith(
            (request, body) ->
                ScriptedBackend.stream(request)
                    .end("data: " + ScriptedBackend.events().getFirst() + "\n\n"));

    assertThat(linesUntilCut()).last().asString().contains("the backend ended within its answer");
  }

  @Test
  void fallsSilentWithinAStream() throws Exception {
    served
        .backend()
        .answerWith(
            (request, body) ->
                ScriptedBackend.stream(request)
                    .write("data: " + ScriptedBackend.events().getFirst() + "\n\n"));

    assertThat(linesUntilCut()).last().asString().contains("the backend was silent for 500 ms");
    assertThat(served.backend().closed().poll(1, TimeUnit.SECONDS))
        .as("the call is cut off")
        .isNotNull();
  }

  @Test
  void streamsWhatIsNotJson() throws Exception {
    served
        .backend()
        .answerWith((request, body) -> ScriptedBackend.stream(request).end("data: hello\n\n"));

    HttpResponse<String> response = served.proxy().askStreamed(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("the backend's stream cannot be read");
  }

  @Test
  void leavesOutDone() {
    served
        .backend()
        .answerWith(
            (request, body) -> {
              HttpServerResponse stream = ScriptedBackend.stream(request);
              ScriptedBackend.events().forEach(event -> stream.write("data: " + event + "\n\n"));
              stream.end();
            });

    assertThat(served.proxy().askStreamed(MESSAGE).body()).endsWith("data: [DONE]\n\n");
  }

  /** The data lines of a stream that does not end as one should. */
  private List<String> linesUntilCut() throws IOException, InterruptedException {
    HttpResponse<Stream<String>> response =
        served.proxy().client().send(streamRequest(), BodyHandlers.ofLines());
    List<String> lines = new ArrayList<>();
    assertThatThrownBy(() -> response.body().filter(line -> !line.isEmpty()).forEach(lines::add))
        .as("the connection is cut, so that nobody takes the answer for complete")
        .hasRootCauseInstanceOf(IOException.class);
    return lines;
  }

  private HttpRequest streamRequest() {
    return served
        .proxy()
        .chatRequest(
            BodyPublishers.ofString(
                "{\"stream\":true,\"messages\":[" + TestProxy.user(MESSAGE) + "]}"));
  }
}
