package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.railgate.proxy.OtlpCollector;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.SeenSpan;
import io.railgate.proxy.TestProxy;
import io.railgate.rails.RailSetFolder;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector is told of requests, by OTLP. */
class TracesTest {

  private static final URI NOBODY = URI.create("http://127.0.0.1:1/v1");

  @TempDir Path temp;
  private final OtlpCollector collector = new OtlpCollector();
  private final ScriptedBackend backend = new ScriptedBackend();

  @AfterEach
  void close() {
    backend.close();
    collector.close();
  }

  @Test
  void aRequestIsASpanWithItsStagesAndTheCallBelowIt() {
    try (TestProxy proxy = serve()) {
      proxy.chat(
          """
          {"model":"m","temperature":0.5,"top_p":0.9,"max_completion_tokens":20,"seed":7,"n":2,
          "presence_penalty":-1,"messages":[%s]}"""
              .formatted(TestProxy.user("I lost my card")));

      List<SeenSpan> trace = collector.next();
      assertThat(trace)
          .extracting(SeenSpan::name)
          .containsExactly(
              "POST /v1/chat/completions", "read", "embed", "decide", "chat approved-model");
      assertThat(trace)
          .extracting(SeenSpan::kind)
          .containsExactly("SERVER", "INTERNAL", "INTERNAL", "INTERNAL", "CLIENT");
      SeenSpan request = trace.getFirst();
      assertThat(request.parent()).isEmpty();
      assertThat(request.failed()).isFalse();
      assertThat(request.attributes())
          .containsEntry("http.request.method", "POST")
          .containsEntry("http.route", "/v1/chat/completions")
          .containsEntry("url.path", "/v1/chat/completions")
          .containsEntry("url.scheme", "http")
          .containsEntry("http.response.status_code", 200L)
          .containsEntry("server.address", "127.0.0.1")
          .containsEntry("server.port", (long) proxy.url().getPort())
          .containsEntry("railgate.action", "forward")
          .containsEntry("railgate.rail", "cards.report-lost")
          .containsEntry("railgate.mode", "enforce")
          .containsEntry("railgate.set", proxy.engine().digest())
          .containsKeys("railgate.confidence", "railgate.margin")
          .doesNotContainKey("error.type");
      SeenSpan call = trace.getLast();
      assertThat(call.attributes())
          .isEqualTo(
              Map.ofEntries(
                  Map.entry("gen_ai.operation.name", "chat"),
                  Map.entry("gen_ai.provider.name", "openai"),
                  Map.entry("gen_ai.request.model", "approved-model"),
                  Map.entry("gen_ai.request.temperature", 0.5),
                  Map.entry("gen_ai.request.top_p", 0.9),
                  Map.entry("gen_ai.request.max_tokens", 20L),
                  Map.entry("gen_ai.request.seed", 7L),
                  Map.entry("gen_ai.request.choice.count", 2L),
                  Map.entry("gen_ai.request.presence_penalty", -1.0),
                  Map.entry("gen_ai.response.id", "chatcmpl-1"),
                  Map.entry("gen_ai.response.model", "backend-model"),
                  Map.entry("gen_ai.response.finish_reasons", List.of("stop")),
                  Map.entry("gen_ai.usage.input_tokens", 11L),
                  Map.entry("gen_ai.usage.output_tokens", 7L),
                  Map.entry("http.response.status_code", 200L),
                  Map.entry("server.address", "127.0.0.1"),
                  Map.entry("server.port", (long) backend.url().getPort())));
      assertThat(trace).allMatch(each -> each.trace().equals(request.trace()));
      assertThat(trace)
          .allMatch(each -> each.from() >= request.from() && each.to() <= request.to());
    }
    assertThat(collector.resources().getFirst()).containsEntry("service.name", "railgate");
  }

  @Test
  void aStreamTellsItsFirstChunkAndWhatItsChunksTell() {
    backend.answerWith(
        (request, body) -> {
          var stream = ScriptedBackend.stream(request);
          ScriptedBackend.events().forEach(event -> stream.write("data: " + event + "\n\n"));
          stream.end(
              "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}\n\n"
                  + "data: [DONE]\n\n");
        });
    try (TestProxy proxy = serve()) {
      proxy.askStreamed("I lost my card");

      Map<String, Object> call = collector.next().getLast().attributes();
      assertThat(call)
          .containsEntry("gen_ai.request.stream", true)
          .containsEntry("gen_ai.response.id", "chatcmpl-1")
          .containsEntry("gen_ai.response.model", "backend-model")
          .containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
          .containsEntry("gen_ai.usage.input_tokens", 3L)
          .containsEntry("gen_ai.usage.output_tokens", 4L)
          .doesNotContainKey("error.type");
      assertThat((Double) call.get("gen_ai.response.time_to_first_chunk")).isPositive();
    }
  }

  @Test
  void whatIsAnsweredHereHasNoCall() {
    try (TestProxy proxy = serve()) {
      proxy.ask("write a poem about xylophone-4711");
      List<SeenSpan> refused = collector.next();
      proxy.post("/checks", "{\"messages\":[" + TestProxy.user("I lost my card") + "]}");
      List<SeenSpan> checked = collector.next();
      proxy.chat("{");
      SeenSpan bad = collector.next().getFirst();

      assertThat(refused).extracting(SeenSpan::kind).doesNotContain("CLIENT");
      assertThat(refused.getFirst().attributes())
          .containsEntry("railgate.action", "refuse")
          .doesNotContainKeys("railgate.rail", "error.type");
      assertThat(checked).extracting(SeenSpan::kind).doesNotContain("CLIENT");
      assertThat(checked.getFirst().attributes())
          .containsEntry("http.route", "/v1/checks")
          .containsEntry("railgate.action", "forward");
      assertThat(bad.failed()).isFalse();
      assertThat(bad.attributes())
          .containsEntry("http.response.status_code", 400L)
          .containsEntry("error.type", "invalid_body")
          .doesNotContainKey("railgate.action");
    }
  }

  @Test
  void whatNoExchangeIsBegunForIsToldWithoutTheClientsWords() {
    try (TestProxy proxy = serve()) {
      proxy.get("/models");
      SeenSpan models = collector.next().getFirst();
      proxy.get("/models/xylophone");
      SeenSpan model = collector.next().getFirst();
      proxy.get("/xylophone");
      SeenSpan unknown = collector.next().getFirst();

      assertThat(models.name()).isEqualTo("GET /v1/models");
      assertThat(model.name()).isEqualTo("GET /v1/models/{model}");
      assertThat(model.attributes()).containsEntry("error.type", "model_not_found");
      assertThat(unknown.name()).isEqualTo("GET");
      assertThat(unknown.attributes())
          .containsEntry("http.response.status_code", 404L)
          .doesNotContainKeys("http.route", "url.path");
    }
    assertThat(collector.bytes()).doesNotContain("xylophone");
  }

  @Test
  void aBackendThatFailsIsToldOnBothSpans() {
    backend.answerWith((request, body) -> ScriptedBackend.json(request, 500, "{}"));
    try (TestProxy proxy = serve()) {
      proxy.ask("I lost my card");
      List<SeenSpan> error = collector.next();
      backend.answerWith((request, body) -> ScriptedBackend.json(request, 200, "nonsense"));
      proxy.ask("I lost my card");
      List<SeenSpan> nonsense = collector.next();
      backend.answerWith(
          (request, body) -> {
            ScriptedBackend.stream(request)
                .write("data: " + ScriptedBackend.events().getFirst() + "\n\n");
            request.connection().close();
          });
      assertThatThrownBy(() -> proxy.askStreamed("I lost my card"))
          .isInstanceOf(UncheckedIOException.class);
      List<SeenSpan> broken = collector.next();

      assertThat(List.of(error, nonsense, broken))
          .allSatisfy(
              trace -> {
                assertThat(trace.getFirst().failed()).isTrue();
                assertThat(trace.getLast().failed()).isTrue();
                assertThat(trace.getLast().kind()).isEqualTo("CLIENT");
              });
      assertThat(error)
          .extracting(span -> span.attributes().get("error.type"))
          .containsExactly("500", null, null, null, "500");
      assertThat(nonsense)
          .extracting(span -> span.attributes().get("error.type"))
          .startsWith("backend_broke_off")
          .endsWith("backend_broke_off");
      assertThat(broken.getFirst().attributes())
          .containsEntry("http.response.status_code", 200L)
          .containsEntry("error.type", "backend_broke_off");
      assertThat(broken.getLast().attributes())
          .containsEntry("gen_ai.response.finish_reasons", List.of("error"))
          .containsEntry("error.type", "backend_broke_off");
    }
  }

  @Test
  void anErrorWithinAStreamIsToldOnTheCall() {
    backend.answerWith(
        (request, body) -> {
          var stream = ScriptedBackend.stream(request);
          stream.write("data: " + ScriptedBackend.events().getFirst() + "\n\n");
          stream.end("data: {\"error\":{\"message\":\"no\"}}\n\n");
        });
    try (TestProxy proxy = serve()) {
      assertThatThrownBy(() -> proxy.askStreamed("I lost my card"))
          .isInstanceOf(UncheckedIOException.class);

      assertThat(collector.next().getLast().attributes())
          .containsEntry("error.type", "backend_error");
    }
  }

  @Test
  void eachAttemptIsASpanOfItsOwn() {
    ProxiedBank.in(temp)
        .settings(
            ProxiedBank.SETTINGS.replace(
                "  model: approved-model\n",
                """
                  model: approved-model
                  fallbacks:
                    - {url: "%1$s/busy", model: second}
                    - {url: "%1$s", model: third}
                """
                    .formatted(backend.url())));
    backend.answerWith(
        (request, body) -> {
          if (request.path().startsWith("/v1/busy")) {
            ScriptedBackend.json(request, 429, "{}");
          } else {
            ScriptedBackend.wholeOrStreamed(request, body);
          }
        });
    try (TestProxy proxy = TestProxy.traced(temp, NOBODY, collector.variables())) {
      proxy.ask("I lost my card");

      List<SeenSpan> calls =
          collector.next().stream().filter(each -> each.kind().equals("CLIENT")).toList();
      assertThat(calls)
          .extracting(SeenSpan::name)
          .containsExactly("chat approved-model", "chat second", "chat third");
      assertThat(calls)
          .extracting(each -> each.attributes().get("error.type"))
          .containsExactly("backend_unreachable", "429", null);
      assertThat(calls.get(0).attributes()).containsEntry("server.port", 1L);
      assertThat(backend.received())
          .extracting(sent -> sent.headers().get("traceparent"))
          .satisfiesExactly(
              first -> assertThat(first).matches(header(calls.get(1))),
              next -> assertThat(next).matches(header(calls.get(2))));
    }
  }

  private static String header(SeenSpan span) {
    return "00-" + span.trace() + "-" + span.id() + "-0[13]"; // sampled, and perhaps random
  }

  private TestProxy serve() {
    RailSetFolder bank = ProxiedBank.in(temp);
    return TestProxy.traced(bank.path(), backend.url(), collector.variables());
  }
}
