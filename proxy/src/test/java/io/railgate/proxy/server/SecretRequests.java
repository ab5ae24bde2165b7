package io.railgate.proxy.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Requests with a secret in every place of OpenAI's schema where text can stand, and in some where
 * it cannot: each request has some of them.
 */
final class SecretRequests {

  private final Secrets secrets;
  private final Body body;

  SecretRequests(Random random, Body body) {
    this.secrets = new Secrets(random);
    this.body = body;
  }

  /** Fills the body of a request. */
  interface Body {

    /** Path of the route. */
    String path();

    /** The field that holds what is said. */
    String saysIn();

    /**
     * Fills.
     *
     * @param last what the user says in the end
     */
    void fill(ObjectNode body, String last, Secrets secrets);
  }

  /**
   * A request.
   *
   * @param path with the query
   */
  record Request(String path, String body, Map<String, String> headers) {}

  /**
   * The next one.
   *
   * @param last what the user says in the end
   */
  Request next(String last) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("model", secrets.next());
    body.fill(json, last, secrets);
    Random random = secrets.random();
    if (random.nextInt(3) == 0) {
      json.put(secrets.next(), secrets.next())
          .putObject(secrets.next())
          .put(secrets.next(), secrets.next());
    }
    String text = secrets.escaped(json.toString());
    if (random.nextInt(20) == 0) {
      text =
          "%s,\"%s\":\"%s\"}"
              .formatted(text.substring(0, text.length() - 1), body.saysIn(), secrets.next());
    }
    String query = random.nextBoolean() ? "?a=" + secrets.next() : "";
    return new Request(body.path() + query, text, headers());
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
            "x-" + secrets.next())) {
      secrets.sometimes(() -> headers.put(name, secrets.next()));
    }
    return headers;
  }
}
