package io.railgate.proxy.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;
import io.railgate.proxy.openai.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a response says beside its output. Learns from a chat completion, or from its chunks one by
 * one; fields that are not known stand in the response as they came.
 */
final class ResponseObject {

  private static final Set<String> READ =
      Set.of("id", "object", "created", "model", "choices", "usage");

  private final String id = "resp_" + UUID.randomUUID().toString().replace("-", "");
  private final Parameters parameters;
  private final Map<String, JsonNode> unknown = new LinkedHashMap<>();
  private long created;
  private String model = "";
  private String finishReason = "";
  private @Nullable ObjectNode usage;

  /**
   * Begins a response.
   *
   * @param parameters that were asked for, and are told again
   */
  ResponseObject(Parameters parameters) {
    this.parameters = parameters;
  }

  /** Takes what a completion or a chunk says. */
  void learn(ObjectNode chat) {
    created = chat.path("created").asLong(created);
    model = chat.path("model").asText(model);
    for (JsonNode choice : chat.path("choices")) {
      if (choice.path("index").asInt() == 0) {
        finishReason = choice.path("finish_reason").asText(finishReason);
      }
    }
    if (chat.path("usage") instanceof ObjectNode counted) {
      usage = counted;
    }
    for (var field : chat.properties()) {
      if (!READ.contains(field.getKey())) {
        unknown.put(field.getKey(), field.getValue());
      }
    }
  }

  /** While the answer is not there yet. */
  ObjectNode inProgress() {
    ObjectNode made = envelope("in_progress");
    made.putArray("output");
    made.putNull("usage");
    return made;
  }

  /** When all is there. */
  ObjectNode ended(Output output) {
    ObjectNode made = envelope(status());
    if (!isComplete()) {
      made.putObject("incomplete_details").put("reason", reason());
    }
    made.set("output", output.json(status()));
    if (usage == null) {
      made.putNull("usage");
    } else {
      made.set("usage", usage(usage));
    }
    unknown.forEach((name, value) -> made.putIfAbsent(name, value));
    return made;
  }

  /** Of the response, and of its items, when all is there. */
  String status() {
    return isComplete() ? "completed" : "incomplete";
  }

  /** Whether the model came to an end of its own. */
  boolean isComplete() {
    return !finishReason.equals("length") && !finishReason.equals("content_filter");
  }

  private String reason() {
    return finishReason.equals("length") ? "max_output_tokens" : finishReason;
  }

  private ObjectNode envelope(String status) {
    ObjectNode made = Json.object().put("id", id).put("object", "response");
    made.put("created_at", created).put("status", status).put("background", false);
    made.putNull("error").putNull("incomplete_details").putNull("instructions");
    made.set("max_output_tokens", asked("max_completion_tokens"));
    made.putObject("metadata");
    made.put("model", model).put("parallel_tool_calls", true).putNull("previous_response_id");
    made.putObject("reasoning").putNull("effort").putNull("summary");
    made.put("store", false);
    made.set("temperature", asked("temperature"));
    made.putObject("text").putObject("format").put("type", "text");
    made.put("tool_choice", "auto").putArray("tools");
    made.set("top_p", asked("top_p"));
    return made.put("truncation", "disabled").putNull("user");
  }

  private JsonNode asked(String name) {
    JsonNode value = parameters.values().get(name);
    return value == null ? Json.object().nullNode() : value;
  }

  /** The same counts by their names in a response. */
  private static ObjectNode usage(ObjectNode chat) {
    ObjectNode made = Json.object().put("input_tokens", chat.path("prompt_tokens").asLong());
    JsonNode prompt = chat.path("prompt_tokens_details");
    made.putObject("input_tokens_details")
        .put("cached_tokens", prompt.path("cached_tokens").asLong())
        .put("cache_write_tokens", prompt.path("cache_write_tokens").asLong());
    made.put("output_tokens", chat.path("completion_tokens").asLong());
    JsonNode reasoning = chat.path("completion_tokens_details").path("reasoning_tokens");
    made.putObject("output_tokens_details").put("reasoning_tokens", reasoning.asLong());
    return made.put("total_tokens", chat.path("total_tokens").asLong());
  }
}
