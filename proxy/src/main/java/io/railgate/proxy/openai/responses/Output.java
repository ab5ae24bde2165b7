package io.railgate.proxy.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The items of a response, put together from a chat completion or from its chunks: one message, and
 * the calls of functions. Of several choices the first is taken.
 */
final class Output {

  /** Longest output, in characters. */
  static final int MAX_CHARACTERS = 1 << 20;

  private static final ArrayNode NONE = Json.object().arrayNode();

  private final boolean keepsLogprobs;
  private final List<Item> items = new ArrayList<>();
  private final Map<Integer, FunctionCallItem> calls = new HashMap<>();
  private @Nullable MessageItem message;
  private long characters;

  /**
   * Begins an output.
   *
   * @param keepsLogprobs whether the parts tell them; there can be twenty for each token
   */
  Output(boolean keepsLogprobs) {
    this.keepsLogprobs = keepsLogprobs;
  }

  /** What became of a piece, in the order in which it did. */
  interface Watcher {

    /** Watches nothing. */
    Watcher NONE = new Watcher() {};

    default void began(Item item, int index) {}

    default void began(Part part, MessageItem of, int index) {}

    default void grew(Part part, MessageItem of, int index, String by, ArrayNode logprobs) {}

    default void grew(FunctionCallItem call, int index, String by) {}
  }

  /** Adds a whole completion; see {@link #add(ObjectNode, String, Watcher)}. */
  void add(ObjectNode chat, String said) {
    add(chat, said, Watcher.NONE);
  }

  /**
   * Adds what a completion or a chunk says.
   *
   * @param said the field of a choice that holds it: {@code message} or {@code delta}
   * @throws ApiError if the output becomes too long
   */
  void add(ObjectNode chat, String said, Watcher watcher) {
    for (JsonNode choice : chat.path("choices")) {
      if (choice.path("index").asInt() != 0) {
        continue;
      }
      JsonNode piece = choice.path(said);
      ArrayNode none = Json.object().arrayNode();
      ArrayNode logprobs =
          choice.path("logprobs").path("content") instanceof ArrayNode array ? array : none;
      say(Part.Kind.TEXT, piece.path("content").asText(""), logprobs, watcher);
      say(Part.Kind.REFUSAL, piece.path("refusal").asText(""), none, watcher);
      for (JsonNode call : piece.path("tool_calls")) {
        call(call, watcher);
      }
    }
  }

  /** Nothing more is said: what was not said at all is an empty message. */
  void end() {
    end(Watcher.NONE);
  }

  void end(Watcher watcher) {
    if (items.isEmpty()) {
      message(watcher);
    }
  }

  /** The items as they stand. */
  List<Item> items() {
    return List.copyOf(items);
  }

  /**
   * The items.
   *
   * @param status {@code completed} or {@code incomplete}
   */
  ArrayNode json(String status) {
    ArrayNode made = Json.object().arrayNode();
    items.forEach(item -> made.add(item.json(status)));
    return made;
  }

  private void say(Part.Kind kind, String text, ArrayNode logprobs, Watcher watcher) {
    if (text.isEmpty() && logprobs.isEmpty()) {
      return;
    }
    count(text);
    MessageItem to = message(watcher);
    Part part = to.part(kind, begun -> watcher.began(begun, to, items.indexOf(to)));
    part.append(text, keepsLogprobs ? logprobs : NONE);
    watcher.grew(part, to, items.indexOf(to), text, logprobs);
  }

  private void call(JsonNode piece, Watcher watcher) {
    int index = piece.path("index").asInt(calls.size());
    FunctionCallItem call = calls.get(index);
    if (call == null) {
      call =
          new FunctionCallItem(
              piece.path("id").asText(""), piece.path("function").path("name").asText(""));
      calls.put(index, call);
      items.add(call);
      watcher.began(call, items.indexOf(call));
    }
    String arguments = piece.path("function").path("arguments").asText("");
    if (!arguments.isEmpty()) {
      count(arguments);
      call.append(arguments);
      watcher.grew(call, items.indexOf(call), arguments);
    }
  }

  private MessageItem message(Watcher watcher) {
    if (message == null) {
      message = new MessageItem();
      items.add(message);
      watcher.began(message, items.indexOf(message));
    }
    return message;
  }

  private void count(String text) {
    characters += text.length();
    if (characters > MAX_CHARACTERS) {
      throw ApiError.server(
          502,
          "backend_broke_off",
          "the backend's answer is longer than " + MAX_CHARACTERS + " characters");
    }
  }
}
