package io.railgate.proxy.tracing;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Traces nothing. */
enum NoTracing implements Tracing {
  INSTANCE;

  private static final SpanCounts NONE = new SpanCounts(0, 0, 0, true);

  @Override
  public Trace begin(HttpServerRequest request, Optional<String> route, Instant time, long nanos) {
    return NoTrace.INSTANCE;
  }

  @Override
  public Optional<String> collector() {
    return Optional.empty();
  }

  @Override
  public SpanCounts counts() {
    return NONE;
  }

  @Override
  public void close(Duration longest) {}
}
