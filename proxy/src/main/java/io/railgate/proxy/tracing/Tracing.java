package io.railgate.proxy.tracing;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Whether and where requests are traced. Safe for many threads. */
public sealed interface Tracing extends AutoCloseable permits NoTracing, OtlpTracing {

  /** Nothing is traced. */
  static Tracing off() {
    return NoTracing.INSTANCE;
  }

  /**
   * What OpenTelemetry's variables ask for. No connection is made before the first spans leave.
   *
   * @param environment with {@code OTEL_EXPORTER_OTLP_ENDPOINT} and others
   * @return {@link #off} if no endpoint is named
   * @throws TracesInvalid if a variable does not hold what it should
   */
  static Tracing start(Map<String, String> environment) throws TracesInvalid {
    Optional<Collector> collector = Collector.of(environment);
    return collector.isPresent() ? OtlpTracing.start(collector.get(), environment) : off();
  }

  /**
   * A request begins.
   *
   * @param route one of the proxy's own paths; empty if it has no such
   * @param time when it came
   * @param nanos the same by {@link System#nanoTime}
   */
  Trace begin(HttpServerRequest request, Optional<String> route, Instant time, long nanos);

  /** Host and port that traces are sent to; empty if there are none. */
  Optional<String> collector();

  /** What became of spans until now; all 0 if there are none. */
  SpanCounts counts();

  /** Sends what waits, for no longer than that; then nothing is traced any more. Blocks. */
  void close(Duration longest);

  /** The same, and waits for none of it. */
  @Override
  default void close() {
    close(Duration.ZERO);
  }
}
