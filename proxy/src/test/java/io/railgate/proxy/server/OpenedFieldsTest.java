package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a set names under {@code forward} reaches the backend, and nothing beside it does. */
class OpenedFieldsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}";

  @TempDir Path temp;
  private ScriptedBackend backend;

  @BeforeEach
  void start() {
    backend = new ScriptedBackend();
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void aChatsFieldsAreForwardedAsTheyCame() throws IOException {
    String tools =
        "[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":" + SCHEMA + "}}]";
    try (TestProxy proxy = serve("[tools, tool_choice, stop]")) {
      HttpResponse<String> response =
          proxy.chat(
              """
              {"messages": [%s], "tools": %s, "tool_choice": "required", "stop": ["x", "y"],
               "user": "secret", "metadata": {"a": "secret"}, "parallel_tool_calls": null}"""
                  .formatted(TestProxy.user("my card was stolen"), tools));

      assertThat(response.headers().firstValue("railgate-dropped"))
          .contains("user, metadata, parallel_tool_calls");
      JsonNode sent = JSON.readTree(backend.received().getFirst().body());
      assertThat(sent.path("tools")).isEqualTo(JSON.readTree(tools));
      assertThat(sent.path("tool_choice").asText()).isEqualTo("required");
      assertThat(sent.path("stop")).isEqualTo(JSON.readTree("[\"x\", \"y\"]"));
      assertThat(sent.path("messages").get(1).path("content").asText())
          .isEqualTo(ProxiedBank.LOST_CARD);
      assertThat(sent.properties()).hasSize(5);
    }
  }

  @Test
  void aCompletionsFieldsToo() throws IOException {
    try (TestProxy proxy = serve("[stop, tools]")) {
      HttpResponse<String> response =
          proxy.post(
              "/completions",
              "{\"prompt\": \"my card was stolen\", \"stop\": \"x\", \"tools\": [1], \"suffix\":\"y\"}");

      JsonNode sent = JSON.readTree(backend.received().getFirst().body());
      assertThat(sent.path("stop").asText()).isEqualTo("x");
      assertThat(sent.has("tools")).isFalse();
      assertThat(response.headers().firstValue("railgate-dropped")).contains("tools, suffix");
    }
  }

  @Test
  void aResponsesFieldsTakeTheShapeOfAChats() throws IOException {
    try (TestProxy proxy =
        serve("[tools, tool_choice, response_format, reasoning_effort, verbosity, metadata]")) {
      HttpResponse<String> response =
          proxy.post(
              "/responses",
              """
              {"input": "my card was stolen", "metadata": {"a": "b"},
               "tools": [{"type": "function", "name": "f", "parameters": %1$s, "strict": true}],
               "tool_choice": {"type": "function", "name": "f"},
               "text": {"verbosity": "low",
                        "format": {"type": "json_schema", "name": "n", "schema": %1$s}},
               "reasoning": {"effort": "low", "summary": "auto"}}"""
                  .formatted(SCHEMA));

      JsonNode sent = JSON.readTree(backend.received().getFirst().body());
      assertThat(sent.path("tools"))
          .isEqualTo(
              JSON.readTree(
                  "[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":%s,\"strict\":true}}]"
                      .formatted(SCHEMA)));
      assertThat(sent.path("tool_choice"))
          .isEqualTo(JSON.readTree("{\"type\":\"function\",\"function\":{\"name\":\"f\"}}"));
      assertThat(sent.path("response_format"))
          .isEqualTo(
              JSON.readTree(
                  "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":%s}}"
                      .formatted(SCHEMA)));
      assertThat(sent.path("verbosity").asText()).isEqualTo("low");
      assertThat(sent.path("reasoning_effort").asText()).isEqualTo("low");
      assertThat(sent.path("metadata")).isEqualTo(JSON.readTree("{\"a\":\"b\"}"));
      // Its summary is not forwarded.
      assertThat(response.headers().firstValue("railgate-dropped")).contains("reasoning");
    }
  }

  @Test
  void aToolWithoutAShapeInAChatIsRefused() throws IOException {
    try (TestProxy proxy = serve("[tools]")) {
      HttpResponse<String> response =
          proxy.post(
              "/responses", "{\"input\": \"hello\", \"tools\": [{\"type\": \"web_search\"}]}");

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("tools[0].type: only tools of type function");
      assertThat(proxy.post("/responses", "{\"input\": \"hello\", \"tools\": \"x\"}").body())
          .contains("tools: found a string, expected an array of tools");
    }
  }

  @Test
  void aBackendsToolCallsReachTheClientInItsProtocol() throws IOException {
    backend.answerWith(OpenedFieldsTest::call);
    try (TestProxy proxy = serve("[tools]")) {
      String chat =
          "{\"messages\":[" + TestProxy.user("my card was stolen") + "],\"tools\":[],\"stream\":";
      assertThat(proxy.chat(chat + "false}").body()).contains("\"tool_calls\":[{\"id\":\"call_1\"");
      assertThat(proxy.chat(chat + "true}").body())
          .contains("\"finish_reason\":\"tool_calls\"", "{\\\"city\\\":", "data: [DONE]");

      String input = "{\"input\": \"my card was stolen\", \"tools\": [], \"stream\": %s}";
      JsonNode whole = JSON.readTree(proxy.post("/responses", input.formatted(false)).body());
      List<JsonNode> events = events(proxy.post("/responses", input.formatted(true)).body());

      for (JsonNode response : List.of(whole, events.getLast().path("response"))) {
        assertThat(response.path("status").asText()).isEqualTo("completed");
        assertThat(response.path("output")).hasSize(1);
        JsonNode item = response.at("/output/0");
        assertThat(item.path("type").asText()).isEqualTo("function_call");
        assertThat(item.path("call_id").asText()).isEqualTo("call_1");
        assertThat(item.path("name").asText()).isEqualTo("f");
        assertThat(item.path("arguments").asText()).isEqualTo("{\"city\":\"X\"}");
      }
      assertThat(events.stream().map(event -> event.path("type").asText()))
          .containsExactly(
              "response.created",
              "response.in_progress",
              "response.output_item.added",
              "response.function_call_arguments.delta",
              "response.function_call_arguments.delta",
              "response.function_call_arguments.done",
              "response.output_item.done",
              "response.completed");
    }
  }

  private static void call(HttpServerRequest request, String body) {
    String whole =
        """
        {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,\
        "message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1",\
        "type":"function","function":{"name":"f","arguments":"{\\"city\\":\\"X\\"}"}}]},\
        "finish_reason":"tool_calls"}]}""";
    if (!body.contains("\"stream\":true")) {
      ScriptedBackend.json(request, 200, whole);
      return;
    }
    StringBuilder stream = new StringBuilder();
    for (String delta :
        List.of(
            "{\"role\":\"assistant\",\"content\":null}",
            "{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\","
                + "\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}",
            "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"city\\\":\"}}]}",
            "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"X\\\"}\"}}]}")) {
      stream.append(
          "data: {\"id\":\"c\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":null}]}\n\n"
              .formatted(delta));
    }
    stream.append(
        "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n");
    ScriptedBackend.stream(request).end(stream + "data: [DONE]\n\n");
  }

  private static List<JsonNode> events(String body) {
    return body.lines()
        .filter(line -> line.startsWith("data: "))
        .flatMap(line -> read(line.substring("data: ".length())))
        .toList();
  }

  private static Stream<JsonNode> read(String json) {
    try {
      return Stream.of(JSON.readTree(json));
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }

  private TestProxy serve(String forward) {
    ProxiedBank.in(temp).settings(ProxiedBank.SETTINGS + "forward: " + forward + "\n");
    return TestProxy.serve(temp, backend.url());
  }
}
