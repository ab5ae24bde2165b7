package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import io.railgate.rails.RailSetFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes in which a set can have its clients answered. */
class AnswerShapesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String SCHEMA =
      ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\","
          + "\"schema\":{\"type\":\"object\"}}}";

  @TempDir Path temp;
  private RailSetFolder folder;
  private ScriptedBackend backend;

  @BeforeEach
  void start() {
    folder = ProxiedBank.in(temp);
    backend = new ScriptedBackend();
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"write me a poem about the sea", "hello"})
  void aClientThatParsesByASchemaFindsTheTextInTheRefusal(String message) throws IOException {
    try (TestProxy proxy = serve()) {
      String expected = message.equals("hello") ? ProxiedBank.GREETING : ProxiedBank.REFUSAL;
      HttpResponse<String> whole = proxy.chat(body(message, SCHEMA));
      assertThat(whole.statusCode()).isEqualTo(200);
      JsonNode choice = JSON.readTree(whole.body()).at("/choices/0");
      assertThat(choice.at("/message/refusal").asText()).isEqualTo(expected);
      assertThat(choice.at("/message/content").isNull()).isTrue();
      assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
      assertThat(whole.headers().firstValue("railgate-dropped")).contains("response_format");

      String events = proxy.chat(body(message, SCHEMA + ",\"stream\":true")).body();
      assertThat(events)
          .contains("\"delta\":{\"refusal\":\"" + expected + "\"}")
          .doesNotContain("\"content\"");
    }
  }

  @Test
  void anyOtherClientFindsItInTheContent() throws IOException {
    try (TestProxy proxy = serve()) {
      String format = ",\"response_format\":{\"type\":\"text\"}";
      JsonNode message =
          JSON.readTree(proxy.chat(body("hello", format)).body()).at("/choices/0/message");
      assertThat(message.path("content").asText()).isEqualTo(ProxiedBank.GREETING);
      assertThat(message.path("refusal").isNull()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusalsCanBeErrors(boolean streamed) throws IOException {
    folder.settings(ProxiedBank.SETTINGS + "refusals: error\n");
    try (TestProxy proxy = serve()) {
      String stream = ",\"stream\":" + streamed;
      HttpResponse<String> refused = proxy.chat(body("write me a poem about the sea", stream));

      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(JSON.readTree(refused.body()))
          .isEqualTo(
              JSON.readTree(
                  """
                  {"error": {"message": "%s", "type": "invalid_request_error",
                             "param": "messages", "code": "content_filter"}}
                  """
                      .formatted(ProxiedBank.REFUSAL)));
      assertThat(refused.headers().firstValue("railgate-action")).contains("refuse");
      assertThat(backend.connections()).isZero();

      assertThat(proxy.chat(body("hello", stream)).statusCode()).as("a reply").isEqualTo(200);
    }
  }

  @Test
  void whatWasDecidedCanBeHidden() {
    folder.settings(ProxiedBank.SETTINGS + "expose: none\n");
    try (TestProxy proxy = serve()) {
      for (String message :
          new String[] {"I lost my card", "hello", "write me a poem about the sea"}) {
        HttpResponse<String> response = proxy.chat(body(message, ",\"user\":\"u\""));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().map().keySet())
            .contains("x-request-id")
            .noneMatch(name -> name.startsWith("railgate"));
      }

      HttpResponse<String> check =
          proxy.send(
              HttpRequest.newBuilder(URI.create(proxy.url() + "/checks"))
                  .header("content-type", "application/json")
                  .POST(BodyPublishers.ofString(body("hello", "")))
                  .build());
      assertThat(check.statusCode()).isEqualTo(404);
      assertThat(check.body()).doesNotContain("checks");
    }
  }

  private TestProxy serve() {
    return TestProxy.serve(temp, backend.url());
  }

  private static String body(String message, String more) {
    return "{\"model\":\"m\",\"messages\":[" + TestProxy.user(message) + "]" + more + "}";
  }
}
