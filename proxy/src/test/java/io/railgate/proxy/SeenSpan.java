package io.railgate.proxy;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as a collector was sent it.
 *
 * @param trace id, in hex
 * @param parent id of the span above it, in hex; empty if there is none
 * @param kind such as {@code SERVER}
 * @param failed whether its status says so
 * @param from when it began, in nanoseconds since 1970
 * @param to when it ended
 */
public record SeenSpan(
    String trace,
    String id,
    String parent,
    String state,
    String name,
    String kind,
    boolean failed,
    long from,
    long to,
    Map<String, Object> attributes) {

  static SeenSpan of(Span span) {
    return new SeenSpan(
        HexFormat.of().formatHex(span.getTraceId().toByteArray()),
        HexFormat.of().formatHex(span.getSpanId().toByteArray()),
        HexFormat.of().formatHex(span.getParentSpanId().toByteArray()),
        span.getTraceState(),
        span.getName(),
        span.getKind().name().substring("SPAN_KIND_".length()),
        span.getStatus().getCodeValue() == 2,
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        attributes(span.getAttributesList()));
  }

  /** Attributes by name, their values as Java's. */
  static Map<String, Object> attributes(List<KeyValue> from) {
    Map<String, Object> attributes = new TreeMap<>();
    from.forEach(each -> attributes.put(each.getKey(), value(each.getValue())));
    return attributes;
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(SeenSpan::value).toList();
      default -> throw new IllegalArgumentException(value.getValueCase().name());
    };
  }
}
