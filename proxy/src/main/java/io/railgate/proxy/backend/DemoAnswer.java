package io.railgate.proxy.backend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the demo backend answers: the request that it was sent, every field of it, as text.
 *
 * @param sent the body of the request
 */
record DemoAnswer(String id, Instant created, ObjectNode sent) {

  String text() {
    StringBuilder text = new StringBuilder("This is the demo backend. It was sent:\n");
    sent.properties().stream()
        .filter(field -> !field.getKey().equals("messages"))
        .forEach(field -> line(text, field.getKey(), field.getValue()));
    for (JsonNode message : sent.path("messages")) {
      text.append('\n');
      line(text, message.path("role").asText(), message.path("content"));
    }
    return text.toString().stripTrailing();
  }

  ObjectNode whole() {
    ObjectNode root = envelope("chat.completion");
    ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", text());
    choice.put("finish_reason", "stop");
    usage(root);
    return root;
  }

  /** The role, then word by word the text, then the end; then the usage if asked for. */
  List<JsonNode> chunks(boolean includeUsage) {
    List<JsonNode> chunks = new ArrayList<>();
    chunks.add(chunk(Json.object().put("role", "assistant").put("content", ""), false));
    for (String word : text().splitWithDelimiters("\\s+", 0)) {
      chunks.add(chunk(Json.object().put("content", word), false));
    }
    chunks.add(chunk(Json.object(), true));
    if (includeUsage) {
      ObjectNode root = envelope("chat.completion.chunk");
      root.putArray("choices");
      usage(root);
      chunks.add(root);
    }
    return chunks;
  }

  private ObjectNode chunk(ObjectNode delta, boolean last) {
    ObjectNode root = envelope("chat.completion.chunk");
    ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.put("finish_reason", last ? "stop" : null);
    return root;
  }

  private ObjectNode envelope(String object) {
    return Json.object()
        .put("id", id)
        .put("object", object)
        .put("created", created.getEpochSecond())
        .put("model", sent.path("model").asText("demo"));
  }

  private void usage(ObjectNode root) {
    int asked = 0;
    for (JsonNode message : sent.path("messages")) {
      asked += words(message.path("content").asText());
    }
    int answered = words(text());
    root.putObject("usage")
        .put("prompt_tokens", asked)
        .put("completion_tokens", answered)
        .put("total_tokens", asked + answered);
  }

  private static void line(StringBuilder text, String name, JsonNode value) {
    String shown = value.isTextual() ? value.textValue() : value.toString();
    text.append(name).append(": ").append(shown).append('\n');
  }

  private static int words(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+").length;
  }
}
