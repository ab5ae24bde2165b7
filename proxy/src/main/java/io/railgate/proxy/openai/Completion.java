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
   * The chunks of an answer that is streamed: the role of each choice, the text of each, the end of
   * each; then the usage if asked for. No choice ends before all have begun, since clients take an
   * answer for complete when every choice that they know has ended.
   */
  public List<JsonText> chunks(boolean includeUsage) {
    String field = structured ? "refusal" : "content";
    List<JsonText> chunks = new ArrayList<>();
    forEachChoice(chunks, Json.object().put("role", "assistant").put(field, ""), false);
    forEachChoice(chunks, Json.object().put(field, text), false);
    forEachChoice(chunks, Json.object(), true);
    if (includeUsage) {
      ObjectNode root = envelope("chat.completion.chunk");
      root.putArray("choices");
      usage(root);
      chunks.add(JsonText.of(root));
    }
    return chunks;
  }

  private void forEachChoice(List<JsonText> chunks, ObjectNode delta, boolean last) {
    for (int index = 0; index < choices; index++) {
      chunks.add(chunk(index, delta, last));
    }
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
