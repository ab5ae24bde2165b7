package io.railgate.proxy.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer that no model was asked for, in the shape of a model's: the same text in every choice,
 * ended by {@code stop}, with a usage of zero.
 *
 * @param id unique to the answer, as {@code chatcmpl-...}
 * @param model the model that would have been asked
 * @param choices 1 or more
 * @param structured whether the client parses the content by a JSON schema: then the text stands in
 *     {@code refusal}, where no parser looks
 */
public record Completion(
    String id, Instant created, String model, String text, int choices, boolean structured) {

  /** An answer that comes whole. */
  public JsonText whole() {
    ObjectNode root = envelope("chat.completion");
    ArrayNode array = root.putArray("choices");
    for (int index = 0; index < choices; index++) {
      ObjectNode choice = array.addObject().put("index", index);
      choice
          .putObject("message")
          .put("role", "assistant")
          .put("content", structured ? null : text)
          .put("refusal", structured ? text : null);
      choice.putNull("logprobs").put("finish_reason", "stop");
    }
    usage(root);
    return JsonText.of(root);
  }

  /**
   * The chunks of an answer that is streamed: for each choice its role, its text and its end; then
   * the usage if asked for.
   */
  public List<JsonText> chunks(boolean includeUsage) {
    List<JsonText> chunks = new ArrayList<>();
    for (int index = 0; index < choices; index++) {
      String field = structured ? "refusal" : "content";
      chunks.add(chunk(index, Json.object().put("role", "assistant").put(field, ""), false));
      chunks.add(chunk(index, Json.object().put(field, text), false));
      chunks.add(chunk(index, Json.object(), true));
    }
    if (includeUsage) {
      ObjectNode root = envelope("chat.completion.chunk");
      root.putArray("choices");
      usage(root);
      chunks.add(JsonText.of(root));
    }
    return chunks;
  }

  private JsonText chunk(int index, ObjectNode delta, boolean last) {
    ObjectNode root = envelope("chat.completion.chunk");
    ObjectNode choice = root.putArray("choices").addObject().put("index", index);
    choice.set("delta", delta);
    choice.putNull("logprobs").put("finish_reason", last ? "stop" : null);
    return JsonText.of(root);
  }

  private ObjectNode envelope(String object) {
    return Json.object()
        .put("id", id)
        .put("object", object)
        .put("created", created.getEpochSecond())
        .put("model", model);
  }

  private static void usage(ObjectNode root) {
    root.putObject("usage")
        .put("prompt_tokens", 0)
        .put("completion_tokens", 0)
        .put("total_tokens", 0);
  }
}
