package io.railgate.proxy.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Requests with a secret in every place of OpenAI's schema where text can stand, and in some where
 * it cannot: each request has some of them.
 */
final class SecretRequests {

  /** What each secret looks like, and nothing else. */
  static final Pattern SECRET = Pattern.compile("zq[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Random random;

  SecretRequests(Random random) {
    this.random = random;
  }

  /**
   * A request.
   *
   * @param query begins with a question mark, or is empty
   */
  record Request(String body, Map<String, String> headers, String query) {}

  /**
   * The next one.
   *
   * @param last what the user says in the end
   */
  Request next(String last) {
    ObjectNode body = JSON.objectNode();
    body.put("model", secret());
    messages(body.putArray("messages"), last);
    FIELDS.forEach((name, field) -> sometimes(() -> field.accept(this, body)));
    if (random.nextInt(3) == 0) {
      body.put(secret(), secret()).putObject(secret()).put(secret(), secret());
    }
    String json = escaped(body.toString());
    if (random.nextInt(20) == 0) {
      json = json.substring(0, json.length() - 1) + ",\"messages\":\"" + secret() + "\"}";
    }
    return new Request(json, headers(), random.nextBoolean() ? "?a=" + secret() : "");
  }

  private static final Map<String, BiConsumer<SecretRequests, ObjectNode>> FIELDS = fields();

  private static Map<String, BiConsumer<SecretRequests, ObjectNode>> fields() {
    Map<String, BiConsumer<SecretRequests, ObjectNode>> fields = new LinkedHashMap<>();
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
      fields.put(name, (made, body) -> body.put(name, made.secret()));
    }
    fields.put(
        "stops", (made, body) -> body.putArray("stop").add(made.secret()).add(made.secret()));
    fields.put(
        "metadata", (made, body) -> body.putObject("metadata").put(made.secret(), made.secret()));
    fields.put("logit_bias", (made, body) -> body.putObject("logit_bias").put(made.secret(), 1));
    fields.put("modalities", (made, body) -> body.putArray("modalities").add(made.secret()));
    fields.put(
        "audio",
        (made, body) ->
            body.putObject("audio").put("voice", made.secret()).put("format", made.secret()));
    fields.put(
        "prediction",
        (made, body) ->
            body.putObject("prediction").put("type", "content").put("content", made.secret()));
    fields.put(
        "web_search_options",
        (made, body) ->
            body.putObject("web_search_options")
                .putObject("user_location")
                .putObject("approximate")
                .put("city", made.secret()));
    fields.put(
        "stream_options",
        (made, body) ->
            body.putObject("stream_options")
                .put("include_usage", true)
                .put(made.secret(), made.secret()));
    fields.put("stream", (made, body) -> body.put("stream", true));
    fields.put("temperature", (made, body) -> body.put("temperature", 0.5));
    fields.put("n", (made, body) -> body.put("n", 2));
    fields.put(
        "response_format",
        (made, body) -> {
          ObjectNode format = body.putObject("response_format").put("type", "json_schema");
          ObjectNode named = format.putObject("json_schema").put("name", made.secret());
          made.schema(named.put("description", made.secret()).putObject("schema"));
        });
    fields.put(
        "tools",
        (made, body) -> {
          ObjectNode tool = body.putArray("tools").addObject().put("type", "function");
          ObjectNode function = tool.putObject("function").put("name", made.secret());
          made.schema(function.put("description", made.secret()).putObject("parameters"));
        });
    fields.put(
        "functions",
        (made, body) -> {
          ObjectNode function = body.putArray("functions").addObject().put("name", made.secret());
          made.schema(function.put("description", made.secret()).putObject("parameters"));
        });
    return fields;
  }

  private void schema(ObjectNode schema) {
    schema.put("type", "object").put("title", secret()).put("description", secret());
    schema.putObject("properties").putObject(secret()).putArray("enum").add(secret());
  }

  private void messages(ArrayNode messages, String last) {
    sometimes(() -> content(message(messages, "system"), secret()));
    sometimes(() -> content(message(messages, "developer"), secret()));
    int rounds = random.nextInt(3);
    for (int i = 0; i < rounds; i++) {
      content(message(messages, "user"), random.nextBoolean() ? secret() : last);
      assistant(message(messages, "assistant"));
      sometimes(() -> content(message(messages, "tool").put("tool_call_id", secret()), secret()));
      sometimes(() -> content(message(messages, "function"), secret()));
    }
    content(message(messages, "user"), last);
    if (random.nextInt(20) == 0) {
      content(message(messages, "assistant"), secret());
    }
  }

  private ObjectNode message(ArrayNode messages, String role) {
    ObjectNode message = messages.addObject().put("role", role);
    sometimes(() -> message.put("name", secret()));
    sometimes(() -> message.put(secret(), secret()));
    return message;
  }

  private void content(ObjectNode message, String text) {
    if (random.nextBoolean()) {
      message.put("content", text);
      return;
    }
    ObjectNode part = message.putArray("content").addObject().put("type", "text").put("text", text);
    sometimes(() -> part.put(secret(), secret()));
  }

  private void assistant(ObjectNode message) {
    sometimes(() -> content(message, secret()));
    sometimes(() -> message.put("refusal", secret()));
    sometimes(() -> message.putObject("audio").put("id", secret()));
    sometimes(
        () -> {
          ObjectNode call =
              message
                  .putArray("tool_calls")
                  .addObject()
                  .put("id", secret())
                  .put("type", "function");
          call.putObject("function").put("name", secret()).put("arguments", secret());
        });
    sometimes(
        () ->
            message
                .putObject("function_call")
                .put("name", secret())
                .put("arguments", "{\"" + secret() + "\":1}"));
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name :
        List.of(
            "authorization",
            "cookie",
            "user-agent",
            "x-request-id",
            "openai-organization",
            "openai-project",
            "traceparent",
            "accept-language",
            "x-" + secret())) {
      sometimes(() -> headers.put(name, secret()));
    }
    return headers;
  }

  private void sometimes(Runnable doing) {
    if (random.nextInt(3) == 0) {
      doing.run();
    }
  }

  private String secret() {
    return "zq%012x".formatted(random.nextLong() & 0xffff_ffff_ffffL);
  }

  /** The same JSON with some letters of secrets as escapes. */
  private String escaped(String json) {
    return SECRET
        .matcher(json)
        .replaceAll(
            found ->
                random.nextInt(4) == 0 ? "z\\\\u0071" + found.group().substring(2) : found.group());
  }
}
