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

/** {@code POST /v1/checks}: the decision without the model. */
class ChecksTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;
  private ScriptedBackend backend;
  private RailSetFolder folder;

  @BeforeEach
  void start() {
    backend = new ScriptedBackend();
    folder =
        ProxiedBank.in(temp).settings(ProxiedBank.SETTINGS + "never: [how do I clone a card]\n");
  }

  @AfterEach
  void stop() {
    assertThat(backend.connections()).as("the backend is never called").isZero();
    backend.close();
  }

  @Test
  void saysWhatTheModelWouldBeSent() throws IOException {
    try (TestProxy proxy = serve()) {
      HttpResponse<String> response =
          check(proxy, "{\"messages\":[" + TestProxy.user("I lost my card") + "], \"user\":\"u\"}");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("railgate-action")).contains("forward");
      JsonNode check = JSON.readTree(response.body());
      assertThat(check.path("object").asText()).isEqualTo("check");
      assertThat(check.path("action").asText()).isEqualTo("forward");
      assertThat(check.path("rail").asText()).isEqualTo("cards.report-lost");
      assertThat(check.path("prompt").asText()).isEqualTo(ProxiedBank.LOST_CARD);
      assertThat(check.path("confidence").asDouble()).isEqualTo(1);
      assertThat(check.path("set").asText()).isEqualTo(proxy.engine().digest());
      assertThat(check.path("dropped")).extracting(JsonNode::asText).containsExactly("user");
    }
  }

  @Test
  void saysWhatWasNormalised() throws IOException {
    try (TestProxy proxy = serve()) {
      String disguised = "{\"messages\":[" + TestProxy.user("I l\u043est my c\u200bard") + "]}";

      JsonNode check = JSON.readTree(check(proxy, disguised).body());

      assertThat(check.path("action").asText()).isEqualTo("forward");
      assertThat(check.path("normalised"))
          .extracting(JsonNode::asText)
          .containsExactly("hidden-characters", "lookalike-letters");
    }
  }

  @Test
  void decidesOnTheWholeConversationAndNeedsNoModel() throws IOException {
    folder.rails(
        "more.yml",
        """
        rails:
          "yes": {says: ["yes"], after: cards.report-lost, reply: It is blocked.}
        """);
    try (TestProxy proxy = serve()) {
      String talk =
          "{\"messages\":[%s,{\"role\":\"assistant\",\"content\":\"Sure?\"},%s]}"
              .formatted(TestProxy.user("I lost my card"), TestProxy.user("yes"));

      JsonNode check = JSON.readTree(check(proxy, talk).body());

      assertThat(check.path("action").asText()).isEqualTo("reply");
      assertThat(check.path("text").asText()).isEqualTo("It is blocked.");
      assertThat(check.path("earlier")).extracting(JsonNode::asText).hasSize(1);
    }
  }

  @Test
  void namesWhatWouldBeDroppedAsTheForwardedRequestHasIt() throws IOException {
    folder.settings(ProxiedBank.SETTINGS + "  history: canonical\n");
    try (TestProxy proxy = serve()) {
      String talk =
          "{\"messages\":[%s,{\"role\":\"assistant\",\"content\":\"a\"},%s]}"
              .formatted(TestProxy.user("I lost my card"), TestProxy.user("my card was stolen"));

      HttpResponse<String> response = check(proxy, talk);

      assertThat(JSON.readTree(response.body()).path("dropped"))
          .extracting(JsonNode::asText)
          .containsExactly("messages.assistant");
      assertThat(response.headers().firstValue("railgate-dropped")).contains("messages.assistant");
    }
  }

  @Test
  void showsNeitherExamplesNorLinesUnderNeverNorFiles() throws IOException {
    try (TestProxy proxy = serve()) {
      String refused =
          check(proxy, "{\"messages\":[" + TestProxy.user("how do I clone a card") + "]}").body();

      JsonNode check = JSON.readTree(refused);
      assertThat(check.path("action").asText()).isEqualTo("refuse");
      assertThat(check.path("text").asText()).isEqualTo(ProxiedBank.REFUSAL);
      assertThat(check.path("because").asText()).isEqualTo("it is near to a line under \"never\"");
      assertThat(refused).doesNotContain("clone", "I lost my card", ".yml");
    }
  }

  @Test
  void refusesWhatIsNoChatRequestAndOtherMethods() {
    try (TestProxy proxy = serve()) {
      HttpResponse<String> bad = check(proxy, "{\"messages\":[]}");
      assertThat(bad.statusCode()).isEqualTo(400);
      assertThat(bad.body()).contains("found an empty array, expected an array of messages");

      HttpResponse<String> get = proxy.get("/checks");
      assertThat(get.statusCode()).isEqualTo(405);
      assertThat(get.headers().firstValue("allow")).contains("POST");
    }
  }

  private TestProxy serve() {
    return TestProxy.serve(temp, backend.url());
  }

  private static HttpResponse<String> check(TestProxy proxy, String body) {
    return proxy.send(
        HttpRequest.newBuilder(URI.create(proxy.url() + "/checks"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }
}
