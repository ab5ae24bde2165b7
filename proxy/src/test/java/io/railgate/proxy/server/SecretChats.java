package io.railgate.proxy.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Bodies of {@code POST /v1/chat/completions}. */
final class SecretChats implements SecretRequests.Body {

  private static final Map<String, BiConsumer<Secrets, ObjectNode>> FIELDS = fields();

  private static Map<String, BiConsumer<Secrets, ObjectNode>> fields() {
    Map<String, BiConsumer<Secrets, ObjectNode>> fields = new LinkedHashMap<>();
    for (String name :
        List.of(
            "user",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "reasoning_effort",
            "verbosity",
            "service_tier",
            "store",
            "moderation",
            "function_call",
            "tool_choice",
            "stop")) {
      fields.put(name, (made, body) -> body.put(name, made.next()));
    }
    fields.put("stops", (made, body) -> body.putArray("stop").add(made.next()).add(made.next()));
    fields.put(
        "metadata", (made, body) -> body.putObject("metadata").put(made.next(), made.next()));
    fields.put("logit_bias", (made, body) -> body.putObject("logit_bias").put(made.next(), 1));
    fields.put("modalities", (made, body) -> body.putArray("modalities").add(made.next()));
    fields.put(
        "audio",
        (made, body) ->
            body.putObject("audio").put("voice", made.next()).put("format", made.next()));
    fields.put(
        "prediction",
        (made, body) ->
            body.putObject("prediction").put("type", "content").put("content", made.next()));
    fields.put(
        "web_search_options",
        (made, body) ->
            body.putObject("web_search_options")
                .putObject("user_location")
                .putObject("approximate")
                .put("city", made.next()));
    fields.put(
        "stream_options",
        (made, body) ->
            body.putObject("stream_options")
                .put("include_usage", true)
                .put(made.next(), made.next()));
    fields.put("stream", (made, body) -> body.put("stream", true));
    fields.put("temperature", (made, body) -> body.put("temperature", 0.5));
    fields.put("n", (made, body) -> body.put("n", 2));
    fields.put(
        "response_format",
        (made, body) -> {
          ObjectNode format = body.putObject("response_format").put("type", "json_schema");
          ObjectNode named = format.putObject("json_schema").put("name", made.next());
          made.schema(named.put("description", made.next()).putObject("schema"));
        });
    fields.put(
        "tools",
        (made, body) -> {
          ObjectNode tool = body.putArray("tools").addObject().put("type", "function");
          ObjectNode function = tool.putObject("function").put("name", made.next());
          made.schema(function.put("description", made.next()).putObject("parameters"));
        });
    fields.put(
        "functions",
        (made, body) -> {
          ObjectNode function = body.putArray("functions").addObject().put("name", made.next());
          made.schema(function.put("description", made.next()).putObject("parameters"));
        });
    return fields;
  }

  @Override
  public String path() {
    return "/chat/completions";
  }

  @Override
  public String saysIn() {
    return "messages";
  }

  @Override
  public void fill(ObjectNode body, String last, Secrets secrets) {
    messages(body.putArray("messages"), last, secrets);
    FIELDS.forEach((name, field) -> secrets.sometimes(() -> field.accept(secrets, body)));
  }

  private static void messages(ArrayNode messages, String last, Secrets secrets) {
    secrets.sometimes(
        () -> secrets.content(secrets.message(messages, "system"), "text", secrets.next()));
    secrets.sometimes(
        () -> secrets.content(secrets.message(messages, "developer"), "text", secrets.next()));
    int rounds = secrets.random().nextInt(3);
    for (int i = 0; i < rounds; i++) {
      secrets.content(
          secrets.message(messages, "user"),
          "text",
          secrets.random().nextBoolean() ? secrets.next() : last);
      assistant(secrets.message(messages, "assistant"), secrets);
      secrets.sometimes(
          () ->
              secrets.content(
                  secrets.message(messages, "tool").put("tool_call_id", secrets.next()),
                  "text",
                  secrets.next()));
      secrets.sometimes(
          () -> secrets.content(secrets.message(messages, "function"), "text", secrets.next()));
    }
    secrets.content(secrets.message(messages, "user"), "text", last);
    if (secrets.random().nextInt(20) == 0) {
      secrets.content(secrets.message(messages, "assistant"), "text", secrets.next());
    }
  }

  private static void assistant(ObjectNode message, Secrets secrets) {
    secrets.sometimes(() -> secrets.content(message, "text", secrets.next()));
    secrets.sometimes(() -> message.put("refusal", secrets.next()));
    secrets.sometimes(() -> message.putObject("audio").put("id", secrets.next()));
    secrets.sometimes(
        () -> {
          ObjectNode call =
              message
                  .putArray("tool_calls")
                  .addObject()
                  .put("id", secrets.next())
                  .put("type", "function");
          call.putObject("function").put("name", secrets.next()).put("arguments", secrets.next());
        });
    secrets.sometimes(
        () ->
            message
                .putObject("function_call")
                .put("name", secrets.next())
                .put("arguments", "{\"" + secrets.next() + "\":1}"));
  }
}
