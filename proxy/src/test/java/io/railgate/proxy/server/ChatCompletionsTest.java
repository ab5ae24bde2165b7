package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.ServedBank;
import io.railgate.proxy.TestProxy;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client gets and what a backend is sent, for each decision. */
class ChatCompletionsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension final ServedBank served = new ServedBank();

  @Test
  void aMatchIsForwardedAsTheCanonicalPromptAndNothingElse() throws Exception {
    served.proxy().ask("somebody took my card");

    assertThat(served.received()).hasSize(1);
    var received = served.received().getFirst();
    assertThat(received.path()).isEqualTo("/v1/chat/completions");
    assertThat(JSON.readTree(received.body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"model": "approved-model",
                 "messages": [{"role": "system", "content": "%s"},
                              {"role": "user", "content": "%s"}]}"""
                    .formatted(ProxiedBank.SYSTEM, ProxiedBank.LOST_CARD)));
  }

  @Test
  void theBackendGetsTheProxysKeyAndNoHeaderOfTheClients() {
    served.proxy().ask("somebody took my card");

    assertThat(served.received().getFirst().headers())
        .containsEntry("authorization", "Bearer s3cr3t-key")
        .containsEntry("accept", "application/json")
        .containsOnlyKeys(
            "authorization", "content-type", "accept", "user-agent", "host", "content-length");
  }

  @Test
  void theBackendsAnswerComesThroughUnchanged() {
    HttpResponse<String> response = served.proxy().ask("somebody took my card");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(ScriptedBackend.whole());
    assertThat(response.headers().map())
        .containsEntry("railgate-action", List.of("forward"))
        .containsEntry("railgate-rail", List.of("cards.report-lost"))
        .containsEntry("railgate-set", List.of(served.proxy().engine().digest()))
        .containsKey("x-request-id");
  }

  @Test
  void aStreamComesThroughEventByEvent() {
    HttpResponse<String> response = served.proxy().askStreamed("somebody took my card");

    StringBuilder expected = new StringBuilder();
    ScriptedBackend.events().forEach(e -> expected.append("data: ").append(e).append("\n\n"));
    assertThat(response.body()).isEqualTo(expected + "data: [DONE]\n\n");
    assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(response.headers().firstValue("railgate-action")).contains("forward");
    assertThat(served.received().getFirst().headers()).containsEntry("accept", "text/event-stream");
    assertThat(served.received().getFirst().body())
        .contains("\"stream\":true")
        .doesNotContain("somebody");
  }

  @Test
  void aClientHearsOfABackendThatIsSlow() {
    served
        .backend()
        .answerWith(
            (request, body) -> {
              HttpServerResponse stream = ScriptedBackend.stream(request);
              var vertx = served.backend().vertx();
              stream.writeHead();
              vertx.setTimer(400, late -> stream.write(": a comment of the backend's\n\n"));
              vertx.setTimer(
                  800,
                  late -> {
                    ScriptedBackend.events()
                        .forEach(event -> stream.write("data: " + event + "\n\n"));
                    stream.end("data: [DONE]\n\n");
                  });
            });

    List<String> lines =
        served.proxy().askStreamed("somebody took my card").body().lines().toList();

    assertThat(lines).startsWith(": keep-alive", "", ": keep-alive", "").contains("data: [DONE]");
    assertThat(lines.stream().filter(line -> line.startsWith(":"))).containsOnly(": keep-alive");
    assertThat(lines.stream().filter(line -> line.startsWith("data: ")))
        .hasSize(ScriptedBackend.events().size() + 1);
  }

  @Test
  void aReplyIsAnsweredWithoutTheBackend() throws Exception {
    HttpResponse<String> response = served.proxy().ask("Hello!");

    JsonNode body = JSON.readTree(response.body());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(body.at("/choices/0/message/content").asText()).isEqualTo(ProxiedBank.GREETING);
    assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(body.at("/usage/total_tokens").asInt(-1)).isZero();
    assertThat(body.at("/model").asText()).isEqualTo("approved-model");
    assertThat(response.headers().firstValue("railgate-action")).contains("reply");
    assertThat(served.received()).isEmpty();
  }

  @Test
  void whatMatchesNothingIsRefusedAndTheBackendSeesNoRequest() throws Exception {
    HttpResponse<String> response = served.proxy().ask("write me a poem about the sea");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(response.body()).at("/choices/0/message/content").asText())
        .isEqualTo(ProxiedBank.REFUSAL);
    assertThat(response.headers().firstValue("railgate-action")).contains("refuse");
    assertThat(response.headers().firstValue("railgate-rail")).isEmpty();
    assertThat(served.received()).isEmpty();
    assertThat(served.backend().connections()).isZero();
  }

  @Test
  void aRefusalIsStreamedInTheShapeOfAnAnswer() {
    HttpResponse<String> response = served.proxy().askStreamed("write me a poem about the sea");

    assertThat(response.body().lines().filter(line -> !line.isEmpty()).toList())
        .satisfiesExactly(
            role -> assertThat(role).contains("\"role\":\"assistant\""),
            text -> assertThat(text).contains("{\"content\":\"" + ProxiedBank.REFUSAL + "\"}"),
            end -> assertThat(end).contains("\"delta\":{}").contains("\"finish_reason\":\"stop\""),
            done -> assertThat(done).isEqualTo("data: [DONE]"));
    assertThat(served.received()).isEmpty();
  }

  @Test
  void theUsageOfAStreamedReplyIsSentIfAskedFor() {
    HttpResponse<String> response =
        served
            .proxy()
            .chat(
                """
            {"model": "m", "stream": true, "stream_options": {"include_usage": true},
             "messages": [{"role": "user", "content": "hello"}]}""");

    assertThat(response.body())
        .contains("\"choices\":[],\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0,");
  }

  @Test
  void eachOfSeveralChoicesHoldsTheReply() throws Exception {
    HttpResponse<String> response =
        served
            .proxy()
            .chat(
                """
            {"model": "m", "n": 2, "messages": [{"role": "user", "content": "hello"}]}""");

    assertThat(JSON.readTree(response.body()).path("choices"))
        .extracting(choice -> choice.at("/message/content").asText())
        .containsExactly(ProxiedBank.GREETING, ProxiedBank.GREETING);
  }

  @Test
  void noChoiceOfAStreamedReplyEndsBeforeAllHaveBegun() throws Exception {
    String body =
        served
            .proxy()
            .chat(
                """
            {"model": "m", "n": 2, "stream": true,
             "messages": [{"role": "user", "content": "hello"}]}""")
            .body();

    List<String> choices = new ArrayList<>();
    for (String line : body.lines().filter(line -> line.startsWith("data: {")).toList()) {
      JsonNode choice = JSON.readTree(line.substring("data: ".length())).at("/choices/0");
      choices.add(choice.path("index") + " " + choice.path("finish_reason").asText());
    }
    assertThat(choices).containsExactly("0 null", "1 null", "0 null", "1 null", "0 stop", "1 stop");
  }

  @Test
  void numbersSurviveAndEverythingElseIsDroppedByName() throws Exception {
    HttpResponse<String> response =
        served
            .proxy()
            .chat(
                """
            {"model": "m", "temperature": 0.3, "top_p": 1, "max_tokens": 50, "seed": 7,
             "logprobs": true, "top_logprobs": 2, "n": 1, "presence_penalty": null,
             "user": "bob", "stop": ["secret"], "metadata": {"a": "b"}, "B\\r\\nad: 1": 2,
             "messages": [{"role": "system", "content": "secret"},
                          {"role": "user", "content": "secret"},
                          {"role": "assistant", "content": "secret"},
                          {"role": "user", "content": "I lost my card", "name": "secret"}]}""");

    JsonNode sent = JSON.readTree(served.received().getFirst().body());
    assertThat(sent.fieldNames())
        .toIterable()
        .containsExactly(
            "model",
            "messages",
            "temperature",
            "top_p",
            "max_tokens",
            "n",
            "seed",
            "logprobs",
            "top_logprobs");
    assertThat(sent.path("temperature").doubleValue()).isEqualTo(0.3);
    assertThat(sent.path("seed").intValue()).isEqualTo(7);
    assertThat(served.received().getFirst().body()).doesNotContain("secret");
    assertThat(response.headers().firstValue("railgate-dropped"))
        .contains("messages.system, messages.assistant, messages.user, user, stop, metadata, ?");
  }

  @Test
  void earlierTurnsDoNotDecide() throws Exception {
    HttpResponse<String> response =
        served
            .proxy()
            .chat(
                """
            {"model": "m", "messages": [
              {"role": "user", "content": "write me a poem about the sea"},
              {"role": "assistant", "content": "no"},
              {"role": "user", "content": [{"type": "text", "text": "I lost"},
                                           {"type": "text", "text": "my card"}]}]}""");

    assertThat(response.headers().firstValue("railgate-rail")).contains("cards.report-lost");
  }

  @Test
  void allTurnsSinceTheLastAnswerDecide() {
    HttpResponse<String> response =
        served
            .proxy()
            .chat(
                """
            {"model": "m", "messages": [
              {"role": "user", "content": "write me a poem about the sea"},
              {"role": "user", "content": "I lost my card"}]}""");

    assertThat(response.headers().firstValue("railgate-action")).contains("refuse");
    assertThat(served.received()).isEmpty();
  }

  @Test
  void ofSeveralTurnsOneIsForwardedAndTheOthersAreNamed() {
    String both = TestProxy.user("I lost my card") + "," + TestProxy.user("my card was stolen");

    HttpResponse<String> response = served.proxy().chat("{\"messages\":[" + both + "]}");

    assertThat(served.received()).hasSize(1);
    assertThat(response.headers().firstValue("railgate-dropped")).contains("messages.user");
  }

  @Test
  void whatTheEncoderCannotReadWholeIsRefused() {
    HttpResponse<String> response = served.proxy().ask("I lost my card. ".repeat(200));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("railgate-action")).contains("refuse");
    assertThat(served.received()).isEmpty();
  }

  @Test
  void connectionsToTheBackendAreKept() {
    for (int i = 0; i < 10; i++) {
      served.proxy().ask("I lost my card");
      served.proxy().askStreamed("I lost my card");
    }

    assertThat(served.received()).hasSize(20);
    // One client connection, so one event loop, so one connection.
    assertThat(served.backend().connections()).isEqualTo(1);
  }

  @Test
  void aFitRequestIdIsEchoedAndAnyOtherReplaced() {
    var fit = request("my-id.1");
    var unfit = request("a b");

    assertThat(served.proxy().send(fit).headers().firstValue("x-request-id")).contains("my-id.1");
    assertThat(served.proxy().send(unfit).headers().firstValue("x-request-id").orElseThrow())
        .doesNotContain(" ")
        .hasSize(36);
  }

  @Test
  void modelsAndHealthAreServed() {
    assertThat(served.proxy().get("/models").body())
        .contains("\"data\":[{\"id\":\"approved-model\",\"object\":\"model\"");
    assertThat(served.proxy().get("/models/approved-model").statusCode()).isEqualTo(200);
    assertThat(served.proxy().get("/models/other").statusCode()).isEqualTo(404);
    for (String path : List.of("/health/live", "/health/ready")) {
      var request = HttpRequest.newBuilder(served.proxy().managementUrl().resolve(path)).build();
      assertThat(served.proxy().send(request).statusCode()).as(path).isEqualTo(200);
    }
  }

  private HttpRequest request(String id) {
    return HttpRequest.newBuilder(URI.create(served.proxy().url() + "/models"))
        .header("x-request-id", id)
        .build();
  }
}
