package io.railgate.proxy.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The request that a backend is sent. It is built, never copied: from approved texts with checked
 * slot values, answers that this proxy gave, and checked numbers; and from a message as typed only
 * where a rail passes it on, and fields as they came where the settings open them.
 *
 * @param model the model to ask, approved by the settings
 * @param systemPrompt the set's own; empty for none
 * @param earlier canonical prompts of earlier turns, and verified answers to them
 * @param prompt the canonical prompt, or a message that a rail passes on
 * @param opened fields that the settings let through as the client sent them
 */
public record ForwardedRequest(
    String model,
    Optional<String> systemPrompt,
    List<Message> earlier,
    String prompt,
    Parameters parameters,
    Map<String, JsonNode> opened) {

  public ForwardedRequest {
    earlier = List.copyOf(earlier);
  }

  /** A message before the prompt. */
  public sealed interface Message {

    String text();

    /** A canonical prompt. */
    record User(String text) implements Message {}

    /** An answer that this proxy gave. */
    record Assistant(String text) implements Message {}
  }

  /** The same, of another model. */
  public ForwardedRequest asking(String other) {
    return new ForwardedRequest(other, systemPrompt, earlier, prompt, parameters, opened);
  }

  /** The body of {@code POST /chat/completions}. */
  public String toJson() {
    ObjectNode body = Json.object();
    body.put("model", model);
    ArrayNode messages = body.putArray("messages");
    systemPrompt.ifPresent(text -> message(messages, "system", text));
    earlier.forEach(
        each ->
            message(messages, each instanceof Message.User ? "user" : "assistant", each.text()));
    message(messages, "user", prompt);
    for (String name : Parameters.NAMES) {
      if (parameters.values().containsKey(name)) {
        body.set(name, parameters.values().get(name));
      }
    }
    opened.forEach(body::putIfAbsent); // what is built here is not replaced
    if (parameters.stream()) {
      body.put("stream", true);
      if (parameters.includeUsage()) {
        body.putObject("stream_options").put("include_usage", true);
      }
    }
    return body.toString();
  }

  private static void message(ArrayNode messages, String role, String text) {
    messages.addObject().put("role", role).put("content", text);
  }
}
