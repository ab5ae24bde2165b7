package io.railgate.proxy.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Checks of single fields. What is wrong is told with the field's path and never quoted. */
public final class Fields {

  private Fields() {}

  /** Whether a field is there; null counts as absent. */
  public static boolean has(ObjectNode object, String name) {
    return object.hasNonNull(name);
  }

  /**
   * A text.
   *
   * @throws ApiError if it is anything else
   */
  public static String text(JsonNode value, String path) {
    if (!value.isTextual()) {
      throw ApiError.badField(path, "found " + kind(value) + ", expected a string");
    }
    return value.textValue();
  }

  /**
   * An object.
   *
   * @throws ApiError if it is anything else
   */
  public static ObjectNode object(JsonNode value, String path) {
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw ApiError.badField(path, "found " + kind(value) + ", expected an object");
  }

  /**
   * A boolean; false if it is absent.
   *
   * @throws ApiError if it is anything else
   */
  public static boolean flag(JsonNode value, String path) {
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw ApiError.badField(path, "found " + shown(value) + ", expected true or false");
    }
    return value.booleanValue();
  }

  /**
   * A whole number.
   *
   * @throws ApiError if it is anything else, or out of bounds
   */
  public static long integer(JsonNode value, String path, long least, long most) {
    boolean fits = value.isIntegralNumber() && value.canConvertToLong();
    if (!fits || value.longValue() < least || value.longValue() > most) {
      throw ApiError.badField(
          path,
          "found %s, expected a whole number from %d to %d".formatted(shown(value), least, most));
    }
    return value.longValue();
  }

  /**
   * A number.
   *
   * @throws ApiError if it is anything else, or out of bounds
   */
  public static double decimal(JsonNode value, String path, double least, double most) {
    double number = value.doubleValue();
    if (!value.isNumber() || number < least || number > most) {
      throw ApiError.badField(
          path, "found %s, expected a number from %s to %s".formatted(shown(value), least, most));
    }
    return number;
  }

  /**
   * The field {@code model}; empty if the client does not say.
   *
   * @throws ApiError if it is no name
   */
  public static Optional<String> model(ObjectNode body) {
    if (!has(body, "model")) {
      return Optional.empty();
    }
    JsonNode model = body.path("model");
    if (!model.isTextual() || model.textValue().isBlank()) {
      String found = model.isTextual() ? "an empty string" : kind(model);
      throw ApiError.badField("model", "found " + found + ", expected a model's name");
    }
    return Optional.of(model.textValue());
  }

  /** The kind of a value, in words. */
  public static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case NULL -> "null";
      case MISSING -> "nothing";
      case BINARY, POJO -> "something else";
    };
  }

  /** Numbers as they are, since they hold no words; of anything else its kind. */
  private static String shown(JsonNode value) {
    boolean plain = value.isNumber() && value.asText().length() <= 24;
    return plain ? value.asText() : kind(value);
  }
}
