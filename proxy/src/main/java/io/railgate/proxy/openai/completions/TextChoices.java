package io.railgate.proxy.openai.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes a text completion of a chat completion, or of each of its chunks, which must come in order.
 * Fields that are not known stay as they are.
 */
final class TextChoices {

  private final String said;
  private final Map<Integer, Integer> offsets = new HashMap<>();

  /**
   * Makes completions.
   *
   * @param said the field of a choice that holds what is said: {@code message} or {@code delta}
   */
  TextChoices(String said) {
    this.said = said;
  }

  ObjectNode of(ObjectNode chat) {
    ObjectNode text = Json.object();
    for (var field : chat.properties()) {
      switch (field.getKey()) {
        case "id" -> text.put("id", field.getValue().asText().replaceFirst("^chatcmpl-", "cmpl-"));
        case "object" -> text.put("object", "text_completion");
        case "choices" -> choices(field.getValue(), text.putArray("choices"));
        default -> text.set(field.getKey(), field.getValue());
      }
    }
    return text;
  }

  private void choices(JsonNode chat, ArrayNode choices) {
    for (JsonNode choice : chat) {
      ObjectNode made = choices.addObject().put("text", text(choice.path(said)));
      made.putNull("logprobs");
      for (var field : choice.properties()) {
        if (field.getKey().equals("logprobs")) {
          made.set("logprobs", logprobs(choice));
        } else if (!field.getKey().equals(said)) {
          made.set(field.getKey(), field.getValue());
        }
      }
    }
  }

  private JsonNode logprobs(JsonNode choice) {
    JsonNode chat = choice.path("logprobs");
    if (!chat.path("content").isArray()) {
      return Json.object().nullNode();
    }
    int index = choice.path("index").asInt();
    TokenLogprobs made = TokenLogprobs.of(chat.path("content"), offsets.getOrDefault(index, 0));
    offsets.put(index, made.end());
    return made.json();
  }

  private static String text(JsonNode message) {
    return message.path("content").asText("") + message.path("refusal").asText("");
  }
}
