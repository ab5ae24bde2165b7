package io.railgate.proxy.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Bodies of {@code POST /v1/responses}. */
final class SecretResponses implements SecretRequests.Body {

  @Override
  public String path() {
    return "/responses";
  }

  @Override
  public String saysIn() {
    return "input";
  }

  @Override
  public void fill(ObjectNode body, String last, Secrets secrets) {
    if (secrets.random().nextInt(4) == 0) {
      body.put("input", last);
    } else {
      items(body.putArray("input"), last, secrets);
    }
    for (String field :
        List.of(
            "instructions",
            "user",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "service_tier",
            "truncation",
            "tool_choice",
            "store",
            "background",
            "max_tool_calls")) {
      secrets.put(body, field);
    }
    secrets.sometimes(() -> body.putObject("metadata").put(secrets.next(), secrets.next()));
    secrets.sometimes(() -> body.putArray("include").add(secrets.next()));
    secrets.sometimes(
        () -> {
          ObjectNode prompt = body.putObject("prompt").put("id", secrets.next());
          prompt.putObject("variables").put(secrets.next(), secrets.next());
        });
    secrets.sometimes(() -> body.putObject("reasoning").put("effort", secrets.next()));
    secrets.sometimes(
        () -> {
          ObjectNode text = body.putObject("text").put("verbosity", secrets.next());
          ObjectNode format = text.putObject("format").put("type", "json_schema");
          secrets.schema(format.put("name", secrets.next()).putObject("schema"));
        });
    secrets.sometimes(
        () -> {
          ObjectNode tool = body.putArray("tools").addObject().put("type", "function");
          tool.put("name", secrets.next()).put("description", secrets.next());
          secrets.schema(tool.putObject("parameters"));
        });
    secrets.sometimes(() -> body.put("stream", true));
    secrets.sometimes(() -> body.put("max_output_tokens", 9));
    // Refused.
    if (secrets.random().nextInt(40) == 0) {
      body.put("previous_response_id", secrets.next());
    }
  }

  private static void items(ArrayNode items, String last, Secrets secrets) {
    secrets.sometimes(() -> say(items, "system", secrets.next(), secrets));
    secrets.sometimes(() -> say(items, "developer", secrets.next(), secrets));
    int rounds = secrets.random().nextInt(3);
    for (int i = 0; i < rounds; i++) {
      say(items, "user", secrets.random().nextBoolean() ? secrets.next() : last, secrets);
      secrets.sometimes(
          () ->
              items
                  .addObject()
                  .put("type", "reasoning")
                  .put("id", secrets.next())
                  .putArray("summary")
                  .addObject()
                  .put("text", secrets.next()));
      secrets.sometimes(() -> call(items, secrets));
      secrets.content(secrets.message(items, "assistant"), "output_text", secrets.next());
    }
    say(items, "user", last, secrets);
    if (secrets.random().nextInt(20) == 0) {
      secrets.content(secrets.message(items, "assistant"), "output_text", secrets.next());
    }
  }

  private static void say(ArrayNode items, String role, String text, Secrets secrets) {
    ObjectNode message = secrets.message(items, role);
    secrets.sometimes(() -> message.put("type", "message"));
    secrets.content(message, "input_text", text);
  }

  private static void call(ArrayNode items, Secrets secrets) {
    String id = secrets.next();
    items
        .addObject()
        .put("type", "function_call")
        .put("call_id", id)
        .put("name", secrets.next())
        .put("arguments", "{\"" + secrets.next() + "\":1}");
    items
        .addObject()
        .put("type", "function_call_output")
        .put("call_id", id)
        .put("output", secrets.next());
  }
}
