package io.railgate.proxy.tracing;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a completion tells of itself, from its chunks or the whole of it. Texts of the backend's are
 * told only if they look like names, since a backend could repeat there what it was sent. Lives on
 * one event loop.
 */
final class AnswerFacts {

  /** As many choices as can be asked for. */
  private static final int MAX_CHOICES = 128;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:/@+-]{1,128}");
  private static final Pattern REASON = Pattern.compile("[a-z_]{1,32}");

  /** Of a choice that has no other, by the conventions. */
  private static final String UNFINISHED = "error";

  private final Map<Integer, String> reasons = new TreeMap<>();
  private @Nullable String id;
  private @Nullable String model;
  private @Nullable Long input;
  private @Nullable Long output;

  void add(JsonNode part) {
    id = id == null ? name(part.path("id")) : id;
    model = model == null ? name(part.path("model")) : model;
    for (JsonNode choice : part.path("choices")) {
      int index = choice.path("index").asInt();
      if (index >= 0 && index < MAX_CHOICES) {
        reasons.merge(index, reason(choice), (old, next) -> old.equals(UNFINISHED) ? next : old);
      }
    }
    JsonNode usage = part.path("usage");
    input = count(usage.path("prompt_tokens"), input);
    output = count(usage.path("completion_tokens"), output);
  }

  void tell(Span span) {
    span.setAttribute(Names.RESPONSE_ID, id);
    span.setAttribute(Names.RESPONSE_MODEL, model);
    span.setAttribute(Names.INPUT_TOKENS, input);
    span.setAttribute(Names.OUTPUT_TOKENS, output);
    if (!reasons.isEmpty()) {
      span.setAttribute(Names.FINISH_REASONS, List.copyOf(reasons.values()));
    }
  }

  private static String reason(JsonNode choice) {
    JsonNode reason = choice.path("finish_reason");
    return reason.isTextual() && REASON.matcher(reason.textValue()).matches()
        ? reason.textValue()
        : UNFINISHED;
  }

  private static @Nullable String name(JsonNode text) {
    return text.isTextual() && NAME.matcher(text.textValue()).matches() ? text.textValue() : null;
  }

  private static @Nullable Long count(JsonNode number, @Nullable Long known) {
    return number.canConvertToExactIntegral()
            && number.canConvertToLong()
            && number.longValue() >= 0
        ? Long.valueOf(number.longValue())
        : known;
  }
}
