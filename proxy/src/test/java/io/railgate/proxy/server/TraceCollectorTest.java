package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.Eventually;
import io.railgate.proxy.LogTrap;
import io.railgate.proxy.OtlpCollector;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector that is away, slow or broken costs spans; requests are answered as without one. */
class TraceCollectorTest {

  private static final int MANY = 60;

  @TempDir Path temp;
  private final OtlpCollector collector = new OtlpCollector();
  private final ScriptedBackend backend = new ScriptedBackend();

  @AfterEach
  void close() {
    backend.close();
    collector.close();
  }

  @Test
  void oneThatIsAwayIsToldOnce() {
    try (LogTrap log = new LogTrap();
        TestProxy proxy =
            serve(
                Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1",
                    "OTEL_EXPORTER_OTLP_TIMEOUT", "200",
                    "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "100"))) {
      askMany(proxy);
      Eventually.holds("all fail", () -> count(proxy, "failed") == count(proxy, "made"));

      assertThat(lines(log))
          .singleElement()
          .asString()
          .contains("traces are not taken", "127.0.0.1:1")
          .containsPattern("reason=\"(Http)?Connect(Timeout)?Exception\"");
      assertThat(scrape(proxy)).contains("railgate_traces_ok 0.0");
    }
  }

  @Test
  void oneThatAnswersWithAnErrorIsToldOnceAndSoIsThatItTakesThemAgain() {
    collector.answerWith(request -> request.response().setStatusCode(500).end());
    try (LogTrap log = new LogTrap();
        TestProxy proxy = serve(Map.of())) {
      for (int i = 0; i < 4; i++) {
        int before = collector.requests();
        proxy.ask("I lost my card");
        Eventually.holds("a batch is sent", () -> collector.requests() > before);
      }
      Eventually.holds("all fail", () -> count(proxy, "failed") == count(proxy, "made"));
      assertThat(lines(log))
          .singleElement()
          .asString()
          .contains("traces are not taken", collector.place(), "it answers with an error");

      collector.answerWith(OtlpCollector::takes);
      proxy.ask("I lost my card");
      Eventually.holds("traces are taken", () -> scrape(proxy).contains("railgate_traces_ok 1.0"));
      Eventually.holds("that is told", () -> lines(log).size() == 2);
      assertThat(lines(log).getLast()).contains("traces are taken again");
      assertThat(count(proxy, "exported")).isPositive();
    }
  }

  @Test
  void oneThatIsSilentKeepsNoRequestWaitingAndNoMoreSpansThanTheQueueHolds() {
    Queue<HttpServerRequest> waiting = new ConcurrentLinkedQueue<>();
    collector.answerWith(waiting::add);
    Map<String, String> small =
        Map.of("OTEL_BSP_MAX_QUEUE_SIZE", "16", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "8");
    try (TestProxy proxy = serve(small)) {
      askMany(proxy);
      Eventually.holds("all are made", () -> count(proxy, "made") == 5L * MANY);
      Eventually.holds("a batch is sent", () -> collector.requests() > 0);
      assertThat(collector.requests()).as("the first batch waits, the others for it").isEqualTo(1);
      assertThat(count(proxy, "exported")).isZero();

      collector.answerWith(OtlpCollector::takes);
      waiting.forEach(OtlpCollector::takes);
      Eventually.holds("what waited is sent", () -> count(proxy, "exported") >= 16);
    }
    assertThat(collector.spans()).hasSizeLessThanOrEqualTo(8 + 16 + 8);
  }

  /** As long as it may, that is; the test would not end otherwise. */
  @Test
  void oneThatIsSilentDoesNotKeepTheProxyFromStopping() {
    collector.answerWith(request -> {});
    try (TestProxy proxy = serve(Map.of("OTEL_EXPORTER_OTLP_TIMEOUT", "3600000"))) {
      proxy.ask("hello");
      Eventually.holds("a batch is sent", () -> collector.requests() == 1);
    }
  }

  @Test
  void whatWaitsIsSentWhenTheProxyStops() {
    try (TestProxy proxy = serve(Map.of("OTEL_BSP_SCHEDULE_DELAY", "3600000"))) {
      proxy.ask("I lost my card");
      proxy.ask("hello");
      assertThat(collector.requests()).isZero();
    }
    assertThat(collector.spans()).hasSize(5 + 4);
  }

  @Test
  void withoutAnEndpointNothingIsStarted() {
    Set<Thread> before = ofOpenTelemetry();
    try (TestProxy proxy = TestProxy.traced(ProxiedBank.in(temp).path(), backend.url(), Map.of())) {
      proxy.ask("I lost my card");

      assertThat(before).as("and those of earlier tests end").containsAll(ofOpenTelemetry());
      assertThat(scrape(proxy)).doesNotContain("railgate_spans", "railgate_traces");
    }
    try (TestProxy proxy = serve(Map.of())) {
      proxy.ask("I lost my card");
      assertThat(ofOpenTelemetry()).as("with one").isNotEmpty().isNotEqualTo(before);
    }
  }

  private static Set<Thread> ofOpenTelemetry() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread.getName().startsWith("BatchSpanProcessor")
                    || thread.getName().startsWith("jdkhttp-executor"))
        .collect(Collectors.toSet());
  }

  private static List<String> lines(LogTrap log) {
    return log.lines().stream().filter(line -> line.contains("traces are")).toList();
  }

  private static void askMany(TestProxy proxy) {
    HttpRequest request =
        proxy.chatRequest(
            HttpRequest.BodyPublishers.ofString(
                "{\"messages\":[" + TestProxy.user("I lost my card") + "]}"));
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      answers.add(
          proxy
              .client()
              .sendAsync(request, BodyHandlers.discarding())
              .thenApply(answer -> answer.statusCode()));
    }
    assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(200);
  }

  private static String scrape(TestProxy proxy) {
    return proxy
        .send(HttpRequest.newBuilder(URI.create(proxy.managementUrl() + "/metrics")).build())
        .body();
  }

  private static long count(TestProxy proxy, String outcome) {
    String name = "railgate_spans_total{outcome=\"" + outcome + "\"} ";
    return scrape(proxy)
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  private TestProxy serve(Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(collector.variables());
    variables.putAll(more);
    return TestProxy.traced(ProxiedBank.in(temp).path(), backend.url(), variables);
  }
}
