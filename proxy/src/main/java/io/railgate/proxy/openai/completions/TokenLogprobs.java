package io.railgate.proxy.openai.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;

/**
 * Log probabilities of a text's tokens, natural logarithms, in the shape of text completions: one
 * array for each property, where chat has one object for each token.
 *
 * @param end where the next token begins, in characters (code points) of the answer
 */
record TokenLogprobs(ObjectNode json, int end) {

  /**
   * Of chat's.
   *
   * @param start where the first token begins
   */
  static TokenLogprobs of(JsonNode tokens, int start) {
    ObjectNode made = Json.object();
    ArrayNode texts = made.putArray("tokens");
    ArrayNode logprobs = made.putArray("token_logprobs");
    ArrayNode others = made.putArray("top_logprobs");
    ArrayNode offsets = made.putArray("text_offset");
    int offset = start;
    for (JsonNode token : tokens) {
      String text = token.path("token").asText();
      texts.add(text);
      logprobs.add(token.get("logprob"));
      ObjectNode top = others.addObject();
      for (JsonNode other : token.path("top_logprobs")) {
        top.set(other.path("token").asText(), other.get("logprob"));
      }
      offsets.add(offset);
      offset += text.codePointCount(0, text.length());
    }
    return new TokenLogprobs(made, offset);
  }
}
