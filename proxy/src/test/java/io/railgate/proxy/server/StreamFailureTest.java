package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.RawClient;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.ServedBank;
import io.railgate.proxy.TestProxy;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
  void tellsOfAnErrorWithinAStreamOnce() throws Exception {
    String error = "{\"error\":{\"message\":\"overloaded\"}}";
    served
        .backend()
        .answerWith(
            (request, body) ->
                ScriptedBackend.stream(request)
                    .write(
                        "data: "
                            + ScriptedBackend.events().getFirst()
                            + "\n\ndata: "
                            + error
                            + "\n\n"));

    assertThat(linesUntilCut())
        .satisfiesExactly(
            role -> assertThat(role).contains("assistant"),
            last -> assertThat(last).isEqualTo("data: " + error));
  }

  @Test
  void isSlowButNotSilent() {
    served
        .backend()
        .answerWith(
            (request, body) -> {
              HttpServerResponse stream = ScriptedBackend.stream(request);
              var events = ScriptedBackend.events().iterator();
              served
                  .backend()
                  .vertx()
                  .setPeriodic(
                      150,
                      timer -> {
                        if (events.hasNext()) {
                          stream.write("data: " + events.next() + "\n\n");
                        } else {
                          served.backend().vertx().cancelTimer(timer);
                          stream.end("data: [DONE]\n\n");
                        }
                      });
            });

    String answer = served.proxy().askStreamed(MESSAGE).body();

    assertThat(answer).as("longer in all than it may be silent").endsWith("data: [DONE]\n\n");
    assertThat(answer.lines().filter(line -> line.startsWith("data: ")))
        .hasSize(ScriptedBackend.events().size() + 1);
  }

  @Test
  void isPassedOnInOneLineAnEventAndNotBeyondDone() {
    served
        .backend()
        .answerWith(
            (request, body) ->
                ScriptedBackend.stream(request)
                    .putHeader("x-ratelimit-limit", "9")
                    .putHeader("set-cookie", "a=b")
                    .end(
                        ": hello\nevent: x\ndata: {\"choices\":\ndata: []}\n\ndata: [DONE]\n\n"
                            + "data: {\"late\":1}\n\n"));

    var response = served.proxy().askStreamed(MESSAGE);

    assertThat(response.body()).isEqualTo("data: {\"choices\":[]}\n\ndata: [DONE]\n\n");
    assertThat(response.headers().firstValue("x-ratelimit-limit")).contains("9");
    assertThat(response.headers().firstValue("set-cookie")).isEmpty();
  }

  @Test
  void saysDoneButDoesNotEnd() throws Exception {
    served
        .backend()
        .answerWith(
            (request, body) -> {
              HttpServerResponse stream = ScriptedBackend.stream(request);
              ScriptedBackend.events().forEach(event -> stream.write("data: " + event + "\n\n"));
              stream.write("data: [DONE]\n\n");
            });

    assertThat(served.proxy().askStreamed(MESSAGE).body()).endsWith("data: [DONE]\n\n");
    assertThat(served.backend().closed().poll(5, TimeUnit.SECONDS)).as("released").isNotNull();
  }

  @Test
  void endsOneOfTwoChoicesOnly() throws Exception {
    served
        .backend()
        .answerWith(
            (request, body) ->
                ScriptedBackend.stream(request)
                    .end("data: " + ScriptedBackend.events().getLast() + "\n\n"));
    try (RawClient client = new RawClient(served.proxy().url())) {
      String body = "{\"n\":2,\"stream\":true,\"messages\":[" + TestProxy.user(MESSAGE) + "]}";
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
              + "content-length: "
              + body.length()
              + "\r\n\r\n"
              + body);

      assertThat(client.readToTheEnd())
          .contains("the backend ended within its answer")
          .doesNotContain("[DONE]");
    }
  }

  @Test
  void aClientOfHttp10SeesTheEndByTheConnection() throws Exception {
    try (RawClient client = new RawClient(served.proxy().url())) {
      assertThat(client.askStreamed(MESSAGE, "HTTP/1.0").readToTheEnd())
          .endsWith("data: [DONE]\n\n");
    }
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

  /** The data lines of a stream that does not end as one should: its connection is cut. */
  private List<String> linesUntilCut() throws IOException {
    try (RawClient client = new RawClient(served.proxy().url())) {
      String answer = client.askStreamed(MESSAGE, "HTTP/1.1").readToTheEnd();
      assertThat(answer).doesNotEndWith(RawClient.LAST_CHUNK).doesNotContain("[DONE]");
      return answer.lines().filter(line -> line.startsWith("data: ")).toList();
    }
  }

  @Test
  void endsAStreamThatHasNotBegun() {
    served
        .backend()
        .answerWith((request, body) -> ScriptedBackend.stream(request).end("data: [DONE]\n\n"));

    HttpResponse<String> response = served.proxy().askStreamed(MESSAGE);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("the backend ended before it answered");
  }

  @Test
  void tellsItsKeyInAnError() throws Exception {
    served
        .backend()
        .answerWith(
            (request, body) ->
                ScriptedBackend.stream(request)
                    .write("data: {\"error\":{\"message\":\"bad key s3cr3t-key\"}}\n\n"));

    assertThat(linesUntilCut())
        .singleElement()
        .asString()
        .contains("bad key")
        .doesNotContain("s3cr3t");
  }
}
