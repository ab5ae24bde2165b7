package io.railgate.proxy.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.railgate.proxy.tracing.WatchedExporter.Counter;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Traces by OpenTelemetry's SDK to a collector, by OTLP over HTTP. Spans wait in a bounded queue
 * for a thread of the SDK's that sends them in batches; a collector that is away or slow costs
 * spans, and no request any time.
 */
final class OtlpTracing implements Tracing {

  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");

  private static final Pattern PROPERTY = Pattern.compile("otel(\\.[a-z]+)+");

  /** What is fixed, whatever the environment says of it: there are traces only, and by HTTP. */
  private static final Map<String, String> FIXED =
      Map.of(
          "otel.sdk.disabled", "false",
          "otel.traces.exporter", "otlp",
          "otel.metrics.exporter", "none",
          "otel.logs.exporter", "none",
          "otel.propagators", "none",
          "otel.exporter.otlp.traces.protocol", "http/protobuf");

  private final Collector collector;
  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private final Counter counter;

  private OtlpTracing(Collector collector, SdkTracerProvider provider, Counter counter) {
    this.collector = collector;
    this.provider = provider;
    this.tracer = provider.get("io.railgate.proxy");
    this.counter = counter;
  }

  /** Starts the SDK by the environment's variables; see {@link Tracing#start}. */
  static OtlpTracing start(Collector collector, Map<String, String> environment)
      throws TracesInvalid {
    Counter counter = new Counter(collector.place());
    try {
      SdkTracerProvider provider =
          AutoConfiguredOpenTelemetrySdk.builder()
              .disableShutdownHook()
              .addPropertiesCustomizer(config -> properties(environment))
              .addResourceCustomizer((resource, config) -> named(resource))
              .addTracerProviderCustomizer((made, config) -> made.addSpanProcessor(counter))
              .addSpanExporterCustomizer(
                  (exporter, config) -> new WatchedExporter(exporter, counter))
              .build()
              .getOpenTelemetrySdk()
              .getSdkTracerProvider();
      return new OtlpTracing(collector, provider, counter);
    } catch (ConfigurationException | IllegalArgumentException e) {
      throw new TracesInvalid(reason(e));
    }
  }

  @Override
  public Trace begin(HttpServerRequest request, Optional<String> route, Instant time, long nanos) {
    return RequestTrace.begin(tracer, request, route, new Moments(time, nanos));
  }

  @Override
  public Optional<String> collector() {
    return Optional.of(collector.place());
  }

  @Override
  public SpanCounts counts() {
    return counter.counts();
  }

  @Override
  public void close(Duration longest) {
    provider.shutdown().join(longest.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The SDK's names of the variables. */
  private static Map<String, String> properties(Map<String, String> environment) {
    Map<String, String> properties = new HashMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("OTEL_") && !value.isBlank()) {
            properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    properties.putAll(FIXED);
    return properties;
  }

  /** Where nothing names the service, the SDK says that it is unknown. */
  private static Resource named(Resource resource) {
    String name = resource.getAttribute(SERVICE);
    return name == null || name.startsWith("unknown_service")
        ? resource.toBuilder().put(SERVICE, "railgate").build()
        : resource;
  }

  /**
   * What the SDK says, with the names of variables in place of its own. It quotes what it cannot
   * read, which may be a key.
   */
  private static String reason(RuntimeException failure) {
    Throwable cause = failure.getCause();
    String message = failure.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
    return message.contains("headers")
        ? "OTEL_EXPORTER_OTLP_HEADERS: expected name=value, separated by commas"
        : "traces cannot be set up: "
            + PROPERTY
                .matcher(message)
                .replaceAll(name -> name.group().toUpperCase(Locale.ROOT).replace('.', '_'));
  }
}
