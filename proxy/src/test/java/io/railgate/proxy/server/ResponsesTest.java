package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseOutputMessage;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.StructuredResponseCreateParams;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.RawClient;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.ServedBank;
import io.railgate.proxy.TestProxy;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code POST /v1/responses}: the backend is asked for a chat completion, the client sees items.
 */
class ResponsesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension final ServedBank served = new ServedBank();

  private OpenAIClient client = OpenAIOkHttpClient.builder().apiKey("none").build();

  @BeforeEach
  void connect() {
    client.close();
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl(served.proxy().url().toString())
            .apiKey("client-key")
            .build();
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void theInputIsRewrittenAndAskedAsAChat() throws Exception {
    HttpResponse<String> response =
        post(
            """
            {"model": "m", "input": "somebody took my card", "instructions": "a secret",
             "max_output_tokens": 9, "temperature": 0.5, "top_logprobs": 2, "store": true,
             "metadata": {"a": "secret"}, "tools": [{"type": "web_search"}]}""");

    assertThat(served.received().getFirst().path()).isEqualTo("/v1/chat/completions");
    assertThat(JSON.readTree(served.received().getFirst().body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"model": "approved-model",
                 "messages": [{"role": "system", "content": "%s"},
                              {"role": "user", "content": "%s"}],
                 "temperature": 0.5, "max_completion_tokens": 9, "logprobs": true,
                 "top_logprobs": 2}"""
                    .formatted(ProxiedBank.SYSTEM, ProxiedBank.LOST_CARD)));
    assertThat(response.headers().firstValue("railgate-dropped"))
        .contains("instructions, store, metadata, tools");
    ObjectNode body = (ObjectNode) JSON.readTree(response.body());
    assertThat(body.path("id").asText()).matches("resp_[0-9a-f]{32}");
    assertThat(body.at("/output/0/id").asText()).matches("msg_[0-9a-f]{32}");
    body.remove("id");
    ((ObjectNode) body.at("/output/0")).remove("id");
    assertThat(body)
        .isEqualTo(
            JSON.readTree(
                """
                {"object": "response", "created_at": 1, "status": "completed",
                 "background": false, "error": null, "incomplete_details": null,
                 "instructions": null, "max_output_tokens": 9, "metadata": {},
                 "model": "backend-model", "parallel_tool_calls": true,
                 "previous_response_id": null, "reasoning": {"effort": null, "summary": null},
                 "store": false, "temperature": 0.5, "text": {"format": {"type": "text"}},
                 "tool_choice": "auto", "tools": [], "top_p": null, "truncation": "disabled",
                 "user": null,
                 "output": [{"type": "message", "status": "completed", "role": "assistant",
                             "content": [{"type": "output_text", "text": "%s",
                                          "annotations": [], "logprobs": []}]}],
                 "usage": {"input_tokens": 11, "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
                           "output_tokens": 7, "output_tokens_details": {"reasoning_tokens": 0},
                           "total_tokens": 18},
                 "system_fingerprint": "fp_1", "unknown": 1.50}"""
                    .formatted(ScriptedBackend.ANSWER)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "somebody took my card         | " + ScriptedBackend.ANSWER + "  | 1",
        "hello                         | " + ProxiedBank.GREETING + "    | 0",
        "write me a poem about the sea | " + ProxiedBank.REFUSAL + "     | 0"
      })
  void openAisSdkReadsAWholeAndAStreamedResponse(String input, String text, int calls) {
    ResponseCreateParams asked =
        ResponseCreateParams.builder().model("gpt-4o-mini").input(input).build();

    Response whole = client.responses().create(asked);
    ResponseAccumulator accumulator = ResponseAccumulator.create();
    StringBuilder deltas = new StringBuilder();
    try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(asked)) {
      stream.stream()
          .map(ResponseStreamEvent::validate)
          .peek(accumulator::accumulate)
          .forEach(
              event -> event.outputTextDelta().ifPresent(delta -> deltas.append(delta.delta())));
    }

    for (Response response : List.of(whole, accumulator.response())) {
      assertThat(response.validate().status()).contains(ResponseStatus.COMPLETED);
      assertThat(text(response)).isEqualTo(text);
    }
    assertThat(deltas).hasToString(text);
    assertThat(served.received()).hasSize(2 * calls);
  }

  @Test
  void aStreamIsTheEventsThatOpenAiSends() throws Exception {
    List<JsonNode> events = events(post("{\"input\": \"hello\", \"stream\": true}").body());

    assertThat(events.stream().map(event -> event.path("type").asText()))
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.completed");
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).path("sequence_number").asInt(-1)).isEqualTo(i);
    }
    String item = events.get(2).at("/item/id").asText();
    assertThat(events.subList(3, 7))
        .allSatisfy(event -> assertThat(event.path("item_id").asText()).isEqualTo(item));
    assertThat(events.getFirst().at("/response/status").asText()).isEqualTo("in_progress");
    assertThat(events.getFirst().at("/response/id")).isEqualTo(events.getLast().at("/response/id"));
    assertThat(events.getLast().at("/response/usage/total_tokens").asInt(-1)).isZero();
  }

  @Test
  void theBackendsUsageIsAskedForAndTold() throws Exception {
    served
        .backend()
        .answerWith(
            (request, body) -> {
              StringBuilder stream = new StringBuilder();
              ScriptedBackend.events()
                  .forEach(event -> stream.append("data: ").append(event).append("\n\n"));
              stream.append(
                  "data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,"
                      + "\"completion_tokens\":4,\"total_tokens\":7,\"prompt_tokens_details\":"
                      + "{\"cached_tokens\":2}}}\n\ndata: [DONE]\n\n");
              ScriptedBackend.stream(request).end(stream.toString());
            });

    List<JsonNode> events =
        events(post("{\"input\": \"my card was stolen\", \"stream\": true}").body());

    assertThat(served.received().getFirst().body())
        .contains("\"stream_options\":{\"include_usage\":true}");
    assertThat(events.getLast().at("/response/usage"))
        .isEqualTo(
            JSON.readTree(
                """
                {"input_tokens": 3, "input_tokens_details": {"cached_tokens": 2, "cache_write_tokens": 0},
                 "output_tokens": 4, "output_tokens_details": {"reasoning_tokens": 0},
                 "total_tokens": 7}"""));
  }

  @ParameterizedTest
  @CsvSource({"length, max_output_tokens", "content_filter, content_filter"})
  void anAnswerThatWasCutIsIncomplete(String finish, String reason) throws Exception {
    served
        .backend()
        .answerWith(
            (request, body) ->
                ScriptedBackend.json(
                    request,
                    200,
                    ScriptedBackend.whole().replace("\"stop\"", "\"" + finish + "\"")));

    JsonNode response = JSON.readTree(post("{\"input\": \"my card was stolen\"}").body());

    assertThat(response.path("status").asText()).isEqualTo("incomplete");
    assertThat(response.at("/incomplete_details/reason").asText()).isEqualTo(reason);
  }

  @Test
  void aConversationIsReadFromItsItems() throws Exception {
    ProxiedBank.in(served.folder()).settings(ProxiedBank.SETTINGS + "  history: verified\n");
    try (TestProxy proxy = served.inFrontOf(served.backend().url())) {
      proxy.post("/responses", "{\"input\": \"I lost my card\"}");

      HttpResponse<String> response =
          proxy.post(
              "/responses",
              """
              {"input": [
                {"role": "developer", "content": "a secret"},
                {"role": "user", "content": [{"type": "input_text", "text": "I lost my card"}]},
                {"type": "reasoning", "id": "rs_1", "summary": []},
                {"type": "message", "id": "msg_1", "status": "completed", "role": "assistant",
                 "content": [{"type": "output_text", "text": "%s", "annotations": []}]},
                {"type": "message", "role": "user", "content": "my card was stolen"}]}"""
                  .formatted(ScriptedBackend.ANSWER));

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(JSON.readTree(served.received().getLast().body()).path("messages"))
          .isEqualTo(
              JSON.readTree(
                  """
                  [{"role": "system", "content": "%1$s"}, {"role": "user", "content": "%2$s"},
                   {"role": "assistant", "content": "%3$s"}, {"role": "user", "content": "%2$s"}]"""
                      .formatted(
                          ProxiedBank.SYSTEM, ProxiedBank.LOST_CARD, ScriptedBackend.ANSWER)));
      assertThat(response.headers().firstValue("railgate-dropped"))
          .contains("input.developer, input.reasoning");
    }
  }

  /** What the parse helper is to make of an answer. */
  public static class Branch {
    public String city = "";
  }

  @Test
  void itsParseHelperFindsARefusal() {
    StructuredResponseCreateParams<Branch> structured =
        ResponseCreateParams.builder()
            .model("gpt-4o-mini")
            .input("write me a poem about the sea")
            .text(Branch.class)
            .build();

    var message = client.responses().create(structured).output().getFirst().asMessage();

    assertThat(message.content().getFirst().asRefusal().refusal()).isEqualTo(ProxiedBank.REFUSAL);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRefusalPartIsStreamedAsSuch(boolean stream) throws Exception {
    String body =
        post("""
            {"input": "write me a poem about the sea", "stream": %s,
             "text": {"format": {"type": "json_schema", "name": "a", "schema": {}}}}"""
                .formatted(stream))
            .body();

    JsonNode response = stream ? events(body).getLast().path("response") : JSON.readTree(body);
    assertThat(response.at("/output/0/content/0/type").asText()).isEqualTo("refusal");
    assertThat(response.at("/output/0/content/0/refusal").asText()).isEqualTo(ProxiedBank.REFUSAL);
    assertThat(body.contains("response.refusal.delta")).isEqualTo(stream);
  }

  @Test
  void whatIsNotKeptHereCannotBeContinued() {
    ResponseCreateParams on = asked("hello").toBuilder().previousResponseId("resp_1").build();

    assertThatThrownBy(() -> client.responses().create(on))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining(
            "previous_response_id: responses are not kept here; send the earlier turns in input");
    assertThat(served.received()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | input: found nothing, expected a string or an array of items",
        "{\"input\":[]} | input: found an empty array, expected a string or an array of items",
        "{\"input\":[1]} | input[0]: found a number, expected an object",
        "{\"input\":\"hello\",\"conversation\":{\"id\":\"c\"}} | conversation: responses are not"
            + " kept here; send the earlier turns in input instead",
        "{\"input\":[{\"type\":\"item_reference\",\"id\":\"m\"}]} | input[0].type: items are not"
            + " kept here; send the item instead of its id",
        "{\"input\":[{\"role\":\"assistant\",\"content\":\"x\"}]} | input[0].role: the last turn"
            + " has the role assistant, expected the role user",
        "{\"input\":[{\"role\":\"system\",\"content\":\"x\"}]} | input: there is no message with"
            + " the role user",
        "{\"input\":[{\"role\":\"tool\",\"content\":\"x\"}]} | input[0].role: expected one of"
            + " system, developer, user, assistant",
        "{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\"}]}]} |"
            + " input[0].content[0].type: only parts of type input_text are read",
        "{\"input\":[{\"role\":\"user\",\"content\":\"x\"},{\"type\":\"function_call_output\"}]} |"
            + " input[1].type: the last item is no message, expected one of the user's",
        "{\"input\":\"hello\",\"max_output_tokens\":0} | max_output_tokens: found 0, expected a"
            + " whole number from 1 to 2147483647"
      })
  void whatIsWrongIsToldWithItsPlace(String body, String message) throws Exception {
    HttpResponse<String> response = post(body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(response.body()).at("/error/message").asText()).isEqualTo(message);
  }

  @Test
  void aBackendThatDiesWithinItsAnswerIsAnErrorEventAndACutConnection() throws IOException {
    served
        .backend()
        .answerWith(
            (request, body) ->
                ScriptedBackend.stream(request)
                    .write("data: " + ScriptedBackend.events().get(1) + "\n\n")
                    .onSuccess(written -> request.connection().close()));
    String body = "{\"input\":\"my card was stolen\",\"stream\":true}";
    try (RawClient raw = new RawClient(served.proxy().url())) {
      String answer =
          raw.send(
                  "POST /v1/responses HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
                      + "content-length: "
                      + body.getBytes(StandardCharsets.UTF_8).length
                      + "\r\n\r\n"
                      + body)
              .readToTheEnd();

      assertThat(answer)
          .contains("event: error\ndata: {\"type\":\"error\",\"sequence_number\":5,")
          .contains("\"code\":\"backend_broke_off\"")
          .doesNotContain("response.completed")
          .doesNotEndWith(RawClient.LAST_CHUNK);
    }
  }

  private static ResponseCreateParams asked(String input) {
    return ResponseCreateParams.builder().model("gpt-4o-mini").input(input).build();
  }

  private static String text(Response response) {
    ResponseOutputMessage message = response.output().getFirst().asMessage();
    assertThat(response.output()).hasSize(1);
    return message.content().getFirst().asOutputText().text();
  }

  private static List<JsonNode> events(String body) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    String name = "";
    for (String line : body.lines().toList()) {
      if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        JsonNode event = JSON.readTree(line.substring("data: ".length()));
        assertThat(event.path("type").asText()).isEqualTo(name);
        events.add(event);
      }
    }
    return events;
  }

  private HttpResponse<String> post(String body) {
    return served.proxy().post("/responses", body);
  }
}
