package io.railgate.proxy.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.Fields;
import io.railgate.proxy.openai.Json;
import io.railgate.proxy.openai.Opened;
import java.util.List;
import java.util.Map;

/** Takes the fields that a set lets through, each in the shape that it has in a chat request. */
final class OpenedInResponses {

  private static final List<String> SAME =
      List.of(
          "parallel_tool_calls",
          "user",
          "safety_identifier",
          "metadata",
          "store",
          "service_tier",
          "prompt_cache_key",
          "prompt_cache_retention",
          "top_k",
          "min_p",
          "repetition_penalty",
          "chat_template_kwargs");

  private final Opened opened;

  OpenedInResponses(Opened opened) {
    this.opened = opened;
  }

  /**
   * Takes what is let through.
   *
   * @throws ApiError if it has no shape in a chat request
   */
  void take(ObjectNode body) {
    opened.take(SAME);
    if (opened.allows("tools") && Fields.has(body, "tools")) {
      opened.take("tools", tools(body.path("tools")));
      opened.used("tools");
    }
    if (opened.allows("tool_choice") && Fields.has(body, "tool_choice")) {
      opened.take("tool_choice", choice(body.path("tool_choice")));
      opened.used("tool_choice");
    }
    parts(body, "text", Map.of("format", "response_format", "verbosity", "verbosity"));
    parts(body, "reasoning", Map.of("effort", "reasoning_effort"));
  }

  /**
   * Takes parts of a field.
   *
   * @param names of the parts in a chat request
   */
  private void parts(ObjectNode body, String field, Map<String, String> names) {
    boolean whole = !body.path(field).properties().isEmpty();
    for (var part : body.path(field).properties()) {
      String name = names.getOrDefault(part.getKey(), "");
      if (part.getValue().isNull()) {
        continue;
      }
      if (opened.allows(name)) {
        opened.take(
            name, part.getKey().equals("format") ? format(part.getValue()) : part.getValue());
      } else {
        whole = false;
      }
    }
    if (whole) {
      opened.used(field);
    }
  }

  private static ArrayNode tools(JsonNode tools) {
    if (!tools.isArray()) {
      throw ApiError.badField(
          "tools", "found " + Fields.kind(tools) + ", expected an array of tools");
    }
    ArrayNode made = Json.object().arrayNode();
    for (int i = 0; i < tools.size(); i++) {
      String path = "tools[" + i + "]";
      ObjectNode tool = Fields.object(tools.path(i), path);
      if (!"function".equals(tool.path("type").textValue())) {
        throw ApiError.badField(path + ".type", "only tools of type function are forwarded");
      }
      made.add(nested(tool, "function", "function"));
    }
    return made;
  }

  private static JsonNode choice(JsonNode choice) {
    if (choice.isObject() && !"function".equals(choice.path("type").textValue())) {
      throw ApiError.badField("tool_choice.type", "only the type function is forwarded");
    }
    return nested(choice, "function", "function");
  }

  private static JsonNode format(JsonNode format) {
    return nested(format, "json_schema", "json_schema");
  }

  /** What stands beside the type here stands in a field of its own in a chat request. */
  private static JsonNode nested(JsonNode flat, String type, String field) {
    if (!(flat instanceof ObjectNode object) || !type.equals(flat.path("type").textValue())) {
      return flat;
    }
    ObjectNode rest = object.deepCopy();
    rest.remove("type");
    ObjectNode made = Json.object().put("type", type);
    made.set(field, rest);
    return made;
  }
}
