package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.OtlpCollector;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.SeenSpan;
import io.railgate.proxy.TestProxy;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No byte that leaves for a collector is of a text that somebody typed, wrote or keeps secret. */
class TracesHoldNoTextTest {

  private static final String SECRET = "xylophone";

  @TempDir Path temp;
  private final OtlpCollector collector = new OtlpCollector();
  private final ScriptedBackend backend = new ScriptedBackend();

  @AfterEach
  void close() {
    backend.close();
    collector.close();
  }

  @Test
  void whatAClientSendsAnywhereIsInNoSpan() {
    ProxiedBank.in(temp)
        .settings(
            ProxiedBank.SETTINGS
                + """
                forward: [tools, stop, user, metadata]
                """);
    String everywhere =
        """
        {"model":"%1$s","user":"%1$s","stop":["%1$s"],"metadata":{"%1$s":"%1$s"},
        "tools":[{"type":"function","function":{"name":"%1$s"}}],"%1$s":"%1$s","messages":[
        {"role":"system","content":"%1$s"},{"role":"user","name":"%1$s","content":"%2$s"}]}""";
    try (TestProxy proxy = serve()) {
      int asked = 0;
      for (String message : List.of("I lost my card", "a poem about " + SECRET, SECRET)) {
        send(proxy, "/chat/completions", everywhere.formatted(SECRET, message));
        send(proxy, "/checks", everywhere.formatted(SECRET, message));
        asked += 2;
      }
      send(proxy, "/responses", "{\"model\":\"" + SECRET + "\",\"input\":\"I lost my card\"}");
      send(proxy, "/completions", "{\"model\":\"" + SECRET + "\",\"prompt\":\"I lost my card\"}");
      send(proxy, "/" + SECRET, "{\"" + SECRET);
      send(proxy, "/chat/completions", "{\"" + SECRET);
      for (int i = 0; i < asked + 4; i++) {
        collector.next();
      }
    }
    assertThat(collector.spans()).extracting(SeenSpan::kind).contains("CLIENT");
    assertNoText();
  }

  @Test
  void whatABackendRepeatsIsInNoSpan() {
    backend.answerWith(
        (request, body) ->
            ScriptedBackend.json(
                request,
                200,
                """
                {"id":"my %1$s","model":"my %1$s","usage":{"prompt_tokens":"%1$s"},"choices":[
                {"index":0,"message":{"content":"%1$s"},"finish_reason":"my %1$s"}]}"""
                    .formatted(SECRET)));
    try (TestProxy proxy = serve()) {
      send(proxy, "/chat/completions", ask("I lost my card"));

      assertThat(collector.next().getLast().attributes())
          .containsEntry("gen_ai.response.finish_reasons", List.of("error"))
          .doesNotContainKeys(
              "gen_ai.response.id", "gen_ai.response.model", "gen_ai.usage.input_tokens");
    }
    assertNoText();
  }

  @Test
  void inMonitorModeNoMoreIsToldAndTheBytesPassAsTheyCame() {
    ProxiedBank.in(temp).settings(ProxiedBank.SETTINGS + "mode: monitor\n");
    String body = "{ \"model\":\"" + SECRET + "\", \"messages\":[" + TestProxy.user(SECRET) + "]}";
    try (TestProxy proxy = serve()) {
      send(proxy, "/chat/completions", body);
      List<SeenSpan> unknown = collector.next();
      send(proxy, "/chat/completions", ask("hello"));
      List<SeenSpan> offered = collector.next();

      assertThat(backend.received().getFirst().body()).isEqualTo(body);
      assertThat(unknown.getFirst().attributes())
          .containsEntry("railgate.mode", "monitor")
          .containsEntry("railgate.action", "refuse");
      assertThat(unknown.getLast().name()).isEqualTo("chat");
      assertThat(unknown.getLast().attributes())
          .isEqualTo(
              Map.of(
                  "gen_ai.operation.name", "chat",
                  "gen_ai.provider.name", "openai",
                  "http.response.status_code", 200L,
                  "server.address", "127.0.0.1",
                  "server.port", (long) backend.url().getPort()));
      assertThat(offered.getLast().name()).isEqualTo("chat approved-model");
    }
    assertNoText();
  }

  private static String ask(String message) {
    return "{\"model\":\"approved-model\",\"messages\":[" + TestProxy.user(message) + "]}";
  }

  private static void send(TestProxy proxy, String path, String body) {
    proxy.send(
        HttpRequest.newBuilder(URI.create(proxy.url() + path))
            .header("content-type", "application/json")
            .header("authorization", "Bearer " + SECRET)
            .header("user-agent", SECRET)
            .header("x-request-id", SECRET)
            .header("tracestate", "a=" + SECRET)
            .header("baggage", "a=" + SECRET)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private void assertNoText() {
    assertThat(collector.bytes())
        .isNotEmpty()
        .doesNotContain(
            SECRET,
            "lost my card",
            "hello",
            "s3cr3t-key",
            ProxiedBank.LOST_CARD,
            ProxiedBank.SYSTEM,
            ProxiedBank.REFUSAL,
            ProxiedBank.GREETING,
            ScriptedBackend.ANSWER);
  }

  private TestProxy serve() {
    Path folder =
        temp.resolve("railgate.yml").toFile().exists() ? temp : ProxiedBank.in(temp).path();
    return TestProxy.traced(folder, backend.url(), collector.variables());
  }
}
