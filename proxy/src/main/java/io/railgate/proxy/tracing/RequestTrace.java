package io.railgate.proxy.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.railgate.proxy.audit.Stage;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.set.RailId;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** A request as a span of the conventions for HTTP servers, with children. */
final class RequestTrace implements Trace {

  /** Those of RFC 9110, and PATCH; others are a client's own words. */
  private static final Set<String> METHODS =
      Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

  private static final String CLIENT_GONE = "client_gone";

  private final Tracer tracer;
  private final Moments moments;
  private final Span span;
  private final Context context;

  private RequestTrace(Tracer tracer, Moments moments, Span span) {
    this.tracer = tracer;
    this.moments = moments;
    this.span = span;
    this.context = Context.root().with(span);
  }

  /** Begins when the request came, below the client's span if it names one. */
  static RequestTrace begin(
      Tracer tracer, HttpServerRequest request, Optional<String> route, Moments moments) {
    String method = request.method().name();
    boolean known = METHODS.contains(method);
    Span span =
        tracer
            .spanBuilder((known ? method : "HTTP") + route.map(path -> " " + path).orElse(""))
            .setParent(Parent.of(request))
            .setSpanKind(SpanKind.SERVER)
            .setStartTimestamp(moments.begun())
            .setAttribute(Names.METHOD, known ? method : "_OTHER")
            .setAttribute(Names.SCHEME, request.isSSL() ? "https" : "http")
            .startSpan();
    SocketAddress local = request.localAddress();
    if (local != null) { // the connection may be gone
      span.setAttribute(Names.ADDRESS, local.hostAddress()).setAttribute(Names.PORT, local.port());
    }
    route.ifPresent(path -> span.setAttribute(Names.ROUTE, path));
    route
        .filter(path -> !path.contains("{"))
        .ifPresent(path -> span.setAttribute(Names.PATH, path));
    return new RequestTrace(tracer, moments, span);
  }

  @Override
  public void stage(Stage stage, long from, long to) {
    if (!span.isRecording() || stage == Stage.FIRST_BYTE) {
      return; // the call itself tells the backend's time
    }
    tracer
        .spanBuilder(stage.word())
        .setParent(context)
        .setStartTimestamp(moments.at(from))
        .startSpan()
        .end(moments.at(to));
  }

  @Override
  public CallTrace call(URI endpoint, Inference asked) {
    return InferenceTrace.begin(tracer, context, moments, endpoint, asked);
  }

  @Override
  public void ended(Outcome outcome) {
    span.setAttribute(Names.STATUS, outcome.status());
    span.setAttribute(Names.SET, outcome.set());
    span.setAttribute(Names.MODE, outcome.mode());
    outcome.decision().ifPresent(this::decided);
    error(outcome).ifPresent(type -> span.setAttribute(Names.ERROR, type));
    if (isFault(outcome)) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end(moments.now());
  }

  private void decided(Decision decision) {
    span.setAttribute(Names.ACTION, decision.action());
    decision
        .decidedBy()
        .map(RailId::toString)
        .ifPresent(rail -> span.setAttribute(Names.RAIL, rail));
    decision
        .evidence()
        .confidence()
        .ifPresent(
            sure ->
                span.setAttribute(Names.CONFIDENCE, sure)
                    .setAttribute(Names.MARGIN, decision.evidence().ranking().margin()));
  }

  private static Optional<String> error(Outcome outcome) {
    if (outcome.status() == Outcome.CLIENT_GONE) {
      return Optional.of(CLIENT_GONE);
    }
    return outcome.status() >= 500 && outcome.error().isEmpty()
        ? Optional.of(Integer.toString(outcome.status()))
        : outcome.error();
  }

  /** What a client does wrong is no fault; what breaks off after a good status is one. */
  private static boolean isFault(Outcome outcome) {
    return outcome.status() >= 500
        || outcome.status() == Outcome.CLIENT_GONE
        || (outcome.status() < 400 && outcome.error().isPresent());
  }
}
