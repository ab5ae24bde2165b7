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
  static final List<String> NAMES =
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
   * Reads and checks the fields. One that is null counts as absent.
   *
   * @throws ApiError for the first that is out of bounds
   */
  static Parameters read(ObjectNode body) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (String name : NAMES) {
      JsonNode value = body.path(name);
      if (!value.isMissingNode() && !value.isNull()) {
        values.put(name, check(name, value));
      }
    }
    boolean stream = flag(body.path("stream"), "stream");
    return new Parameters(stream, includeUsage(body.path("stream_options")), values);
  }

  private static JsonNode check(String name, JsonNode value) {
    return switch (name) {
      case "temperature" -> decimal(name, value, 0, 2);
      case "top_p" -> decimal(name, value, 0, 1);
      case "presence_penalty", "frequency_penalty" -> decimal(name, value, -2, 2);
      case "max_tokens", "max_completion_tokens" -> integer(name, value, 1, Integer.MAX_VALUE);
      case "n" -> integer(name, value, 1, 128);
      case "seed" -> integer(name, value, Long.MIN_VALUE, Long.MAX_VALUE);
      case "top_logprobs" -> integer(name, value, 0, 20);
      case "logprobs" -> BooleanNode.valueOf(flag(value, name));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static JsonNode decimal(String name, JsonNode value, double least, double most) {
    double number = value.doubleValue();
    if (!value.isNumber() || number < least || number > most) {
      throw ApiError.badField(
          name, "found %s, expected a number from %s to %s".formatted(shown(value), least, most));
    }
    return DoubleNode.valueOf(number);
  }

  private static JsonNode integer(String name, JsonNode value, long least, long most) {
    boolean fits = value.isIntegralNumber() && value.canConvertToLong();
    if (!fits || value.longValue() < least || value.longValue() > most) {
      throw ApiError.badField(
          name,
          "found %s, expected a whole number from %d to %d".formatted(shown(value), least, most));
    }
    return LongNode.valueOf(value.longValue());
  }

  private static boolean flag(JsonNode value, String name) {
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw ApiError.badField(name, "found " + shown(value) + ", expected true or false");
    }
    return value.booleanValue();
  }

  private static boolean includeUsage(JsonNode options) {
    if (options.isMissingNode() || options.isNull()) {
      return false;
    }
    if (!options.isObject()) {
      throw ApiError.badField("stream_options", "found " + shown(options) + ", expected an object");
    }
    return flag(options.path("include_usage"), "stream_options.include_usage");
  }

  /** Numbers as they are, since they hold no words; of anything else its kind. */
  private static String shown(JsonNode value) {
    boolean plain = value.isNumber() && value.asText().length() <= 24;
    return plain ? value.asText() : Kind.of(value);
  }
}
