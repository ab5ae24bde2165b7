package io.railgate.proxy.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.railgate.proxy.Eventually;
import io.railgate.proxy.OtlpCollector;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.TestCa;
import io.railgate.proxy.TestProxy;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenTelemetry's variables: what they switch on, change and may not hold. */
class TracingStartTest {

  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

  @TempDir Path temp;

  @Test
  void withoutAnEndpointThereAreNone() throws TracesInvalid {
    assertThat(Tracing.start(Map.of())).isSameAs(Tracing.off());
    assertThat(Tracing.start(Map.of(ENDPOINT, " "))).isSameAs(Tracing.off());
    assertThat(Tracing.start(Map.of("OTEL_SERVICE_NAME", "x", "OTEL_TRACES_EXPORTER", "otlp")))
        .isSameAs(Tracing.off());
  }

  @Test
  void theyCanBeSwitchedOff() throws TracesInvalid {
    String url = "http://collector:4318";
    assertThat(Tracing.start(Map.of(ENDPOINT, url, "OTEL_SDK_DISABLED", "true")))
        .isSameAs(Tracing.off());
    assertThat(Tracing.start(Map.of(ENDPOINT, url, "OTEL_TRACES_EXPORTER", "none")))
        .isSameAs(Tracing.off());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OTEL_EXPORTER_OTLP_PROTOCOL | grpc | found grpc, expected http/protobuf",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL | http/json | found http/json, expected http/protobuf",
        "OTEL_EXPORTER_OTLP_ENDPOINT | collector:4318 | expected a URL",
        "OTEL_EXPORTER_OTLP_ENDPOINT | http:// | expected a URL",
        "OTEL_EXPORTER_OTLP_ENDPOINT | http://a b | expected a URL",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT | grpc://a:4317 | expected a URL",
        "OTEL_TRACES_EXPORTER | zipkin | found zipkin, expected otlp or none",
      })
  void whatCannotBeIsSaidWithItsVariable(String name, String value, String told) {
    Map<String, String> variables = new HashMap<>(Map.of(ENDPOINT, "http://127.0.0.1:4318"));
    variables.put(name, value);

    assertThatThrownBy(() -> Tracing.start(variables))
        .isInstanceOf(TracesInvalid.class)
        .hasMessageStartingWith(name + ": " + told);
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_EXPORTER_OTLP_ENDPOINT, http://user:s3cr3t@collector:4318, without user and password",
    "OTEL_EXPORTER_OTLP_ENDPOINT, http://collector:4318?key=s3cr3t, a URL without a query",
    "OTEL_EXPORTER_OTLP_HEADERS, s3cr3t, OTEL_EXPORTER_OTLP_HEADERS: expected name=value",
    "OTEL_EXPORTER_OTLP_CERTIFICATE, /nowhere/ca.pem, /nowhere/ca.pem",
    "OTEL_EXPORTER_OTLP_TIMEOUT, soon, OTEL_EXPORTER_OTLP_TIMEOUT=soon",
    "OTEL_TRACES_SAMPLER, sometimes, OTEL_TRACES_SAMPLER: sometimes",
    "OTEL_BSP_MAX_QUEUE_SIZE, many, OTEL_BSP_MAX_QUEUE_SIZE=many",
    "OTEL_BSP_MAX_QUEUE_SIZE, -1, maxQueueSize must be positive",
  })
  void whatTheSdkCannotReadIsSaidAndNoSecretIs(String name, String value, String told) {
    Map<String, String> variables = new HashMap<>(Map.of(ENDPOINT, "http://127.0.0.1:4318"));
    variables.put(name, value);

    assertThatThrownBy(() -> Tracing.start(variables))
        .isInstanceOf(TracesInvalid.class)
        .hasMessageContaining(told)
        .message()
        .doesNotContain("s3cr3t");
  }

  @Test
  void theCollectorIsToldWithoutItsPath() throws TracesInvalid {
    try (Tracing tracing =
        Tracing.start(
            Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://collector.example/key/v1"))) {
      assertThat(tracing.collector()).contains("collector.example");
    }
  }

  @Test
  void namesHeadersAndSamplersAreThoseOfTheVariables() throws Exception {
    try (OtlpCollector collector = new OtlpCollector()) {
      Map<String, String> variables = new HashMap<>(collector.variables());
      variables.put("OTEL_SERVICE_NAME", "front-desk");
      variables.put("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test");
      variables.put("OTEL_EXPORTER_OTLP_HEADERS", "x-key=abc");
      ask(variables);
      Eventually.holds("spans are sent", () -> !collector.spans().isEmpty());

      assertThat(collector.resources().getFirst())
          .containsEntry("service.name", "front-desk")
          .containsEntry("deployment.environment.name", "test");
      assertThat(collector.headers().getFirst())
          .containsEntry("x-key", "abc")
          .containsEntry("content-type", "application/x-protobuf");
    }
    try (OtlpCollector collector = new OtlpCollector()) {
      ask(collector.variables("OTEL_RESOURCE_ATTRIBUTES", "service.name=by-attribute"));
      Eventually.holds("spans are sent", () -> !collector.spans().isEmpty());
      assertThat(collector.resources().getFirst()).containsEntry("service.name", "by-attribute");
    }
    try (OtlpCollector collector = new OtlpCollector()) {
      ask(collector.variables("OTEL_TRACES_SAMPLER", "always_off"));
      assertThat(collector.spans()).isEmpty();
    }
  }

  @Test
  void aCollectorWithTlsIsTrustedByTheCertificateThatIsNamed() {
    TestCa ca = new TestCa(temp);
    ca.issue("collector", "localhost");
    HttpServerOptions tls =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .setCertPath(ca.file("collector.pem").toString())
                    .setKeyPath(ca.file("collector-key.pem").toString()));
    try (OtlpCollector collector = new OtlpCollector(tls)) {
      Map<String, String> variables = new HashMap<>(collector.variables());
      variables.put(ENDPOINT, "https://" + collector.place());
      ask(variables);
      assertThat(collector.spans()).as("who signed it is not known").isEmpty();

      variables.put("OTEL_EXPORTER_OTLP_CERTIFICATE", ca.certificate().toString());
      ask(variables);
      assertThat(collector.spans()).isNotEmpty();
    }
  }

  /** One request; what is to be sent has been sent when it returns. */
  private void ask(Map<String, String> variables) {
    URI nobody = URI.create("http://127.0.0.1:1/v1");
    try (TestProxy proxy = TestProxy.traced(ProxiedBank.in(temp).path(), nobody, variables)) {
      proxy.ask("hello");
    }
  }
}
