package io.railgate.proxy.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a request that survive to the backend: numbers and booleans within OpenAI's bounds,
 * never text.
 *
 * @param stream whether the answer comes in chunks
 * @param includeUsage whether a stream ends with a chunk of usage
 * @param values the other fields by name, as they are forwarded
 */
public record Parameters(boolean stream, boolean includeUsage, Map<String, JsonNode> values) {

  /** Names of the fields that are read here, in the order in which they are forwarded. */
  public static final List<String> NAMES =
      List.of(
          "temperature",
          "top_p",
          "max_tokens",
          "max_completion_tokens",
          "n",
          "seed",
          "presence_penalty",
          "frequency_penalty",
          "logprobs",
          "top_logprobs");

  public Parameters {
    values = Map.copyOf(values);
  }

  /** How many choices are asked for, 1 or more. */
  public int choices() {
    JsonNode n = values.get("n");
    return n == null ? 1 : n.intValue();
  }

  /**
   * These with others in their place, where there are any.
   *
   * @param maxTokens replaces whichever of the two fields for it the client sent; {@code
   *     max_tokens} if none
   */
  public Parameters with(
      Optional<BigDecimal> temperature,
      Optional<Integer> maxTokens,
      Optional<BigDecimal> topP,
      Optional<Long> seed) {
    Map<String, JsonNode> merged = new LinkedHashMap<>(values);
    temperature.ifPresent(value -> merged.put("temperature", DecimalNode.valueOf(value)));
    topP.ifPresent(value -> merged.put("top_p", DecimalNode.valueOf(value)));
    seed.ifPresent(value -> merged.put("seed", LongNode.valueOf(value)));
    String most =
        merged.containsKey("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
    maxTokens.ifPresent(
        value -> {
          merged.remove("max_tokens");
          merged.put(most, LongNode.valueOf(value));
        });
    return new Parameters(stream, includeUsage, merged);
  }

  /**
   * Reads and checks the fields of a chat request. One that is null counts as absent.
   *
   * @throws ApiError for the first that is out of bounds
   */
  public static Parameters read(ObjectNode body) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    NAMES.forEach(name -> check(body, name).ifPresent(value -> values.put(name, value)));
    return new Parameters(Fields.flag(body.path("stream"), "stream"), includeUsage(body), values);
  }

  /**
   * Reads and checks one field of those that are forwarded; empty if it is absent.
   *
   * @param name one of {@link #NAMES}
   * @throws ApiError if it is out of bounds
   */
  public static Optional<JsonNode> check(ObjectNode body, String name) {
    JsonNode value = body.path(name);
    if (!Fields.has(body, name)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (name) {
          case "temperature" -> decimal(value, name, 0, 2);
          case "top_p" -> decimal(value, name, 0, 1);
          case "presence_penalty", "frequency_penalty" -> decimal(value, name, -2, 2);
          case "max_tokens", "max_completion_tokens" -> integer(value, name, 1, Integer.MAX_VALUE);
          case "n" -> integer(value, name, 1, 128);
          case "seed" -> integer(value, name, Long.MIN_VALUE, Long.MAX_VALUE);
          case "top_logprobs" -> integer(value, name, 0, 20);
          case "logprobs" -> BooleanNode.valueOf(Fields.flag(value, name));
          default -> throw new IllegalArgumentException(name);
        });
  }

  /** Whether the client asks for the usage at the end of a stream. */
  public static boolean includeUsage(ObjectNode body) {
    if (!Fields.has(body, "stream_options")) {
      return false;
    }
    ObjectNode options = Fields.object(body.path("stream_options"), "stream_options");
    return Fields.flag(options.path("include_usage"), "stream_options.include_usage");
  }

  private static JsonNode decimal(JsonNode value, String name, double least, double most) {
    return DoubleNode.valueOf(Fields.decimal(value, name, least, most));
  }

  private static JsonNode integer(JsonNode value, String name, long least, long most) {
    return LongNode.valueOf(Fields.integer(value, name, least, most));
  }
}
