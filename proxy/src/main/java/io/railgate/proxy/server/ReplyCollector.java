package io.railgate.proxy.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts together the texts of an answer's choices from its chunks, or takes them from a whole one.
 * What is longer than {@link #MAX_CHARACTERS} is given up. Lives on one event loop.
 */
final class ReplyCollector {

  /** Longest reply that is put together, in characters. */
  static final int MAX_CHARACTERS = 256 * 1024;

  /** Collects nothing. */
  static final ReplyCollector NONE = new ReplyCollector(0, reply -> {});

  private final int choices;
  private final Consumer<String> replies;
  private final Map<Integer, StringBuilder> texts = new HashMap<>();

  /**
   * Collects for one answer.
   *
   * @param choices how many were asked for; others are passed over
   * @param replies is given each choice's text at the end
   */
  ReplyCollector(int choices, Consumer<String> replies) {
    this.choices = choices;
    this.replies = replies;
  }

  /** An answer that came whole. */
  void whole(JsonNode completion) {
    add(completion, "message");
    end();
  }

  /** A chunk of an answer. */
  void chunk(JsonNode chunk) {
    add(chunk, "delta");
  }

  /** The answer is complete. */
  void end() {
    for (StringBuilder text : texts.values()) {
      if (!text.isEmpty() && text.length() <= MAX_CHARACTERS) {
        replies.accept(text.toString());
      }
    }
    texts.clear();
  }

  private void add(JsonNode object, String part) {
    for (JsonNode choice : object.path("choices")) {
      int index = choice.path("index").asInt();
      if (index < 0 || index >= choices) {
        continue;
      }
      StringBuilder text = texts.computeIfAbsent(index, first -> new StringBuilder());
      String piece = choice.path(part).path("content").asText("");
      // One character too many marks a text as given up.
      text.append(piece, 0, Math.min(piece.length(), MAX_CHARACTERS + 1 - text.length()));
    }
  }
}
