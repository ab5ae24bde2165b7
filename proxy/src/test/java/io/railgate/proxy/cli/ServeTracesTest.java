package io.railgate.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.Eventually;
import io.railgate.proxy.OtlpCollector;
import io.railgate.proxy.SeenSpan;
import io.railgate.proxy.ServedProcess;
import io.railgate.proxy.TestProxy;
import io.railgate.rails.RailSetFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces of the command {@code serve} in a process of its own, by its environment. */
class ServeTracesTest {

  @TempDir Path temp;
  private final HttpClient http = HttpClient.newHttpClient();
  private final OtlpCollector collector = new OtlpCollector();
  private RailSetFolder bank;
  private Path log;

  @BeforeEach
  void write() {
    bank = new RailSetFolder(temp.resolve("bank"));
    log = temp.resolve("log");
  }

  @AfterEach
  void close() {
    http.close();
    collector.close();
  }

  @Test
  void onSigtermWhatWaitsIsSent() throws Exception {
    Map<String, String> variables =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://" + collector.place(),
            "OTEL_BSP_SCHEDULE_DELAY",
            "3600000");
    try (ServedProcess served = ServedProcess.serve(bank.path(), variables, List.of(), log)) {
      assertThat(served.banner()).contains("  traces     by OTLP to " + collector.place());
      assertThat(ask(served)).isEqualTo(200);
      assertThat(collector.requests()).isZero();

      served.process().destroy();
      assertThat(served.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(served.process().exitValue()).isEqualTo(143);
    }
    assertThat(collector.next())
        .extracting(SeenSpan::name)
        .containsExactly("POST /v1/chat/completions", "read", "embed", "decide", "chat test-model");
  }

  /** The one that is silent would be waited for an hour; the one line is all that is logged. */
  @Test
  void aCollectorThatIsBrokenOrSilentKeepsNoProcessAndFillsNoLog() throws Exception {
    collector.answerWith(request -> request.response().setStatusCode(500).end("secret page"));
    Map<String, String> variables =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://" + collector.place() + "/key-in-path",
            "OTEL_EXPORTER_OTLP_TIMEOUT",
            "3600000",
            "OTEL_BSP_EXPORT_TIMEOUT",
            "3600000",
            "OTEL_BSP_SCHEDULE_DELAY",
            "20");
    try (ServedProcess served =
        ServedProcess.serve(bank.path(), variables, List.of(), log, "--drain", "1")) {
      for (int i = 0; i < 3; i++) {
        int before = collector.requests();
        assertThat(ask(served)).isEqualTo(200);
        Eventually.holds("a batch is sent", () -> collector.requests() > before);
      }
      // Spans of one request may come in two batches: the silence may begin with the last's second.
      int before = collector.requests();
      collector.answerWith(request -> {});
      assertThat(ask(served)).isEqualTo(200);
      Eventually.holds("a batch is sent", () -> collector.requests() > before);

      served.process().destroy();
      assertThat(served.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(served.process().exitValue()).isEqualTo(143);
    }
    List<String> lines = Files.readAllLines(log);
    assertThat(lines).filteredOn(line -> line.contains("traces are not taken")).hasSize(1);
    assertThat(lines)
        .noneMatch(line -> line.contains("could not be closed"))
        .noneMatch(line -> line.contains("Failed to export") || line.contains("io.opentelemetry"))
        .noneMatch(line -> line.contains("key-in-path") || line.contains("secret page"));
  }

  @Test
  void withoutAnEndpointNothingIsSaid() throws Exception {
    try (ServedProcess served = ServedProcess.serve(bank.path(), Map.of(), List.of(), log)) {
      assertThat(served.banner()).noneMatch(line -> line.contains("traces"));
    }
  }

  @Test
  void whatCannotBeIsAnErrorOfTheSettings() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "io.railgate.proxy.cli.Railgate",
            "serve",
            bank.path().toString(),
            "--port=0",
            "--management-port=0");
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://" + collector.place());
    builder.environment().put("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    Process process = builder.redirectError(log.toFile()).start();

    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(ExitCode.INVALID);
    assertThat(Files.readAllLines(log))
        .singleElement()
        .asString()
        .startsWith(
            "railgate: OTEL_EXPORTER_OTLP_PROTOCOL: found grpc, expected http/protobuf: traces leave"
                + " by OTLP over HTTP");
  }

  private int ask(ServedProcess served) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(served.url() + "/chat/completions"))
                .header("content-type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"messages\":[" + TestProxy.user("I lost my card") + "]}"))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }
}
