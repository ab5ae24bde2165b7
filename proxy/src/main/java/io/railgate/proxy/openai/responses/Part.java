package io.railgate.proxy.openai.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;

/** A part of a message: text, or a refusal. */
final class Part {

  /** What a part is. */
  enum Kind {
    TEXT,
    REFUSAL
  }

  private final Kind kind;
  private final int index;
  private final StringBuilder text = new StringBuilder();
  private final ArrayNode logprobs = Json.object().arrayNode();

  /**
   * Begins a part.
   *
   * @param index its place in the message
   */
  Part(Kind kind, int index) {
    this.kind = kind;
    this.index = index;
  }

  Kind kind() {
    return kind;
  }

  int index() {
    return index;
  }

  String text() {
    return text.toString();
  }

  ArrayNode logprobs() {
    return logprobs;
  }

  void append(String piece, ArrayNode logprobsOfPiece) {
    text.append(piece);
    logprobsOfPiece.forEach(logprobs::add);
  }

  ObjectNode json() {
    return switch (kind) {
      case TEXT -> {
        ObjectNode made = Json.object().put("type", "output_text").put("text", text());
        made.putArray("annotations");
        made.set("logprobs", logprobs.deepCopy());
        yield made;
      }
      case REFUSAL -> Json.object().put("type", "refusal").put("refusal", text());
    };
  }
}
