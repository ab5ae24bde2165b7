package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.ServedBank;
import io.railgate.proxy.TestProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Prometheus reads on the management port. */
class MetricsTest {

  private static final String SECRET = "xylophone-4711";

  @RegisterExtension final ServedBank bank = new ServedBank();

  @Test
  void exchangesAreCountedByWhatBecameOfThem() {
    TestProxy proxy = bank.proxy();
    proxy.ask("I lost my card");
    proxy.ask("I lost my card");
    proxy.askStreamed("hello");
    proxy.ask("write a poem about " + SECRET);
    proxy.chat("{}");
    proxy.get("/nothing/" + SECRET);

    List<String> lines = scrape(proxy);

    assertThat(lines)
        .contains(
            requests("forward", "cards.report-lost", 200) + "2.0",
            requests("reply", "cards.greeting", 200) + "1.0",
            requests("refuse", "none", 200) + "1.0",
            requests("none", "none", 400) + "1.0",
            "railgate_refused_total{code=\"not_found\"} 1.0",
            "railgate_backend_up 1.0",
            "railgate_requests_in_flight 0.0",
            "railgate_encoder_waiting 0.0",
            "railgate_encoder_texts_total{outcome=\"done\"} 3.0",
            "railgate_encoder_batch_texts_bucket{le=\"1.0\"} 3",
            "railgate_cache_lookups_total{cache=\"readings\",result=\"hit\"} 1.0",
            "railgate_cache_lookups_total{cache=\"readings\",result=\"miss\"} 3.0",
            "railgate_stage_seconds_count{stage=\"total\"} 5",
            "railgate_stage_seconds_count{stage=\"wait\"} 3",
            "railgate_stage_seconds_count{stage=\"encode\"} 3",
            "railgate_stage_seconds_count{stage=\"read\"} 5",
            "railgate_stage_seconds_count{stage=\"embed\"} 4",
            "railgate_stage_seconds_count{stage=\"decide\"} 4",
            "railgate_stage_seconds_count{stage=\"first_byte\"} 2",
            "railgate_confidence_percent_bucket{action=\"forward\",le=\"100.0\"} 2",
            "railgate_confidence_percent_bucket{action=\"forward\",le=\"50.0\"} 0",
            "railgate_confidence_percent_bucket{action=\"refuse\",le=\"40.0\"} 1",
            "railgate_reload_ok 1.0")
        .anyMatch(line -> line.startsWith("railgate_connections "))
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
        .contains(
            "railgate_set{digest=\"%s\",encoder=\"bge-small-en-v1.5-q\",name=\"test-bank\"} 1.0"
                .formatted(proxy.engine().digest()))
        .noneMatch(line -> line.contains(SECRET));
  }

  @Test
  void aBackendThatFailsShowsAndIsNoReasonToBeUnready() throws IOException {
    TestProxy proxy = bank.proxy();
    assertThat(ready(proxy)).contains("\"backend\":{\"state\":\"unknown\"}");
    assertThat(scrape(proxy)).contains("railgate_backend_up NaN");

    bank.backend()
        .answerWith((request, body) -> ScriptedBackend.json(request, 500, "{\"error\":{}}"));
    proxy.ask("I lost my card");

    assertThat(ready(proxy)).contains("\"status\":\"ready\"", "\"state\":\"failing\"", "\"500\"");
    assertThat(scrape(proxy))
        .contains("railgate_backend_up 0.0", requests("forward", "cards.report-lost", 500) + "1.0");

    bank.backend().answerWith(ScriptedBackend::wholeOrStreamed);
    proxy.ask("I lost my card");
    assertThat(new ObjectMapper().readTree(ready(proxy)).at("/backend/state").asText())
        .isEqualTo("ok");
  }

  private static String requests(String action, String rail, int status) {
    return "railgate_requests_total{action=\"%s\",rail=\"%s\",route=\"%s\",status=\"%d\"} "
        .formatted(action, rail, "/v1/chat/completions", status);
  }

  private static List<String> scrape(TestProxy proxy) {
    HttpResponse<String> answer = management(proxy, "/metrics");
    assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
    return answer.body().lines().toList();
  }

  private static String ready(TestProxy proxy) {
    HttpResponse<String> answer = management(proxy, "/health/ready");
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private static HttpResponse<String> management(TestProxy proxy, String path) {
    return proxy.send(
        HttpRequest.newBuilder(URI.create(proxy.managementUrl() + path))
            .method("GET", BodyPublishers.noBody())
            .build());
  }
}
