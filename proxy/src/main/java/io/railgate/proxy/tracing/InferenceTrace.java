package io.railgate.proxy.tracing;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call as a span of the conventions for generative AI. */
final class InferenceTrace implements CallTrace {

  /** Whose protocol is spoken with the backend, whoever answers in it. */
  private static final String PROVIDER = "openai";

  private static final List<String> DECIMALS =
      List.of("temperature", "top_p", "presence_penalty", "frequency_penalty");

  private static final double NANOS = 1e9;

  private final Span span;
  private final Moments moments;
  private final long begun;
  private final AnswerFacts facts = new AnswerFacts();
  private boolean chunks;
  private boolean over;

  private InferenceTrace(Span span, Moments moments, long begun) {
    this.span = span;
    this.moments = moments;
    this.begun = begun;
  }

  /** Begins now. */
  static InferenceTrace begin(
      Tracer tracer, Context parent, Moments moments, URI endpoint, Inference asked) {
    long now = System.nanoTime();
    SpanBuilder span =
        tracer
            .spanBuilder(asked.operation() + asked.model().map(model -> " " + model).orElse(""))
            .setParent(parent)
            .setSpanKind(SpanKind.CLIENT)
            .setStartTimestamp(moments.at(now))
            .setAttribute(Names.OPERATION, asked.operation())
            .setAttribute(Names.PROVIDER, PROVIDER)
            .setAttribute(Names.ADDRESS, endpoint.getHost())
            .setAttribute(Names.PORT, port(endpoint));
    asked.model().ifPresent(model -> span.setAttribute(Names.REQUEST_MODEL, model));
    if (asked.stream()) {
      span.setAttribute(Names.STREAM, true);
    }
    parameters(span, asked.parameters());
    return new InferenceTrace(span.startSpan(), moments, now);
  }

  @Override
  public Optional<String> traceparent() {
    return Parent.naming(span);
  }

  @Override
  public void answered(int status) {
    if (!over) {
      span.setAttribute(Names.STATUS, status);
    }
  }

  @Override
  public void whole(JsonNode completion) {
    if (!over) {
      facts.add(completion);
      ended();
    }
  }

  @Override
  public void chunk(JsonNode chunk) {
    if (over || !span.isRecording()) {
      return;
    }
    if (!chunks) {
      chunks = true;
      span.setAttribute(Names.FIRST_CHUNK, (System.nanoTime() - begun) / NANOS);
    }
    facts.add(chunk);
  }

  @Override
  public void ended() {
    if (!over) {
      over = true;
      facts.tell(span);
      span.end(moments.now());
    }
  }

  @Override
  public void failed(String code) {
    if (!over) {
      span.setAttribute(Names.ERROR, code);
      span.setStatus(StatusCode.ERROR);
      ended();
    }
  }

  private static void parameters(SpanBuilder span, Map<String, JsonNode> values) {
    for (String name : DECIMALS) {
      if (values.containsKey(name)) {
        span.setAttribute(Names.request(name), values.get(name).doubleValue());
      }
    }
    whole(span, Names.SEED, values.get("seed"));
    whole(span, Names.MAX_TOKENS, values.get("max_tokens"));
    whole(span, Names.MAX_TOKENS, values.get("max_completion_tokens"));
    JsonNode choices = values.get("n");
    if (choices != null && choices.longValue() != 1) {
      whole(span, Names.CHOICES, choices);
    }
  }

  private static void whole(SpanBuilder span, AttributeKey<Long> name, @Nullable JsonNode value) {
    if (value != null) {
      span.setAttribute(name, value.longValue());
    }
  }

  private static long port(URI endpoint) {
    if (endpoint.getPort() >= 0) {
      return endpoint.getPort();
    }
    return "https".equalsIgnoreCase(endpoint.getScheme()) ? 443 : 80;
  }
}
