package io.railgate.proxy.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * W3C's trace context at the proxy's two sides: of a client's only {@code traceparent} is read, and
 * a backend is sent no other. The free texts of {@code tracestate} and {@code baggage} end here.
 */
final class Parent {

  private static final String TRACEPARENT = "traceparent";
  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

  private Parent() {}

  /** The client's span; none if the header is missing, not well formed, or there twice. */
  static Context of(HttpServerRequest request) {
    return W3C.extract(Context.root(), request, Parent::only);
  }

  /** The header that names a span. */
  static Optional<String> naming(Span span) {
    String[] header = new String[1];
    W3C.inject(
        Context.root().with(span),
        header,
        (to, name, value) -> {
          if (to != null && name.equals(TRACEPARENT)) {
            to[0] = value;
          }
        });
    return Optional.ofNullable(header[0]);
  }

  private static @Nullable String only(@Nullable HttpServerRequest request, String name) {
    if (request == null || !name.equals(TRACEPARENT)) {
      return null;
    }
    List<String> values = request.headers().getAll(TRACEPARENT);
    return values.size() == 1 ? values.getFirst() : null;
  }
}
