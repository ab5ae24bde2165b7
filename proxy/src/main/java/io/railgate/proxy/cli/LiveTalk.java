package io.railgate.proxy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;
import io.railgate.rails.set.Models;
import io.railgate.rails.set.RailId;
import io.railgate.rails.testing.Seen;
import io.railgate.rails.testing.Talk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A talk through a proxy that runs, and its backend: each message is decided on by {@code
 * /v1/checks}, and then sent as an application would, with the answers so far.
 */
final class LiveTalk implements Talk {

  /** Name of the environment's variable with the key to show. */
  static final String KEY_VARIABLE = "RAILGATE_KEY";

  private static final String CHECKS = "/checks";

  /** A backend may think for long. */
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;
  private final Optional<String> model;
  private final Optional<String> key;
  private String digest = "unknown";

  /**
   * Through a proxy.
   *
   * @param proxy its base URL
   * @param key what it knows a client by, if its set has keys
   */
  LiveTalk(URI proxy, Models models, Optional<String> key) {
    this.url = proxy.toString().replaceFirst("/+$", "");
    this.model = models.listed().stream().findFirst();
    this.key = key;
  }

  /** The proxy could not be asked, or did not answer. The message says so. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }
  }

  /** Digest of the set that the proxy serves, in hex, once it has answered. */
  String setDigest() {
    return digest;
  }

  /**
   * Says messages.
   *
   * @throws Failed if the proxy cannot be asked, or answers with an error
   */
  @Override
  public List<Answer> say(List<String> messages) {
    ObjectNode request = Json.object();
    model.ifPresent(name -> request.put("model", name));
    ArrayNode talk = request.putArray("messages");
    List<Answer> answers = new ArrayList<>();
    for (String message : messages) {
      talk.addObject().put("role", "user").put("content", message);
      JsonNode check = post(CHECKS, request);
      String said = answer(post("/chat/completions", request));
      talk.addObject().put("role", "assistant").put("content", said);
      digest = check.path("set").asText(digest);
      answers.add(Answer.of(seen(check, said), told(check)));
    }
    return answers;
  }

  private static Seen seen(JsonNode check, String said) {
    String forwards = check.path("prompt").asText("");
    return new Seen(
        rail(check.path("rail").asText("")),
        check.path("action").asText(),
        forwards.isEmpty() ? said : "",
        forwards);
  }

  private static Told told(JsonNode check) {
    List<Told.Rival> rails = new ArrayList<>();
    for (JsonNode rail : check.path("rails")) {
      rails.add(
          new Told.Rival(
              rail.path("rail").asText(),
              rail.path("confidence").asDouble(),
              rail.path("accept").asDouble(),
              rail.path("similarity").asDouble()));
    }
    return new Told(rails, check.path("margin").asDouble(), check.path("least_margin").asDouble());
  }

  private static Optional<RailId> rail(String id) {
    int dot = id.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.of(new RailId(id.substring(0, dot), id.substring(dot + 1)));
  }

  private static String answer(JsonNode completion) {
    JsonNode message = completion.path("choices").path(0).path("message");
    return message.path("content").asText(message.path("refusal").asText(""));
  }

  private JsonNode post(String path, ObjectNode body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("content-type", "application/json")
            .timeout(TIMEOUT)
            .POST(BodyPublishers.ofString(body.toString()));
    key.ifPresent(own -> request.header("authorization", "Bearer " + own));
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      JsonNode answer = Json.readObject(response.body());
      boolean refusal =
          response.statusCode() == 400
              && answer.path("error").path("code").asText().equals("content_filter");
      if (refusal) { // of a set with refusals: error
        ObjectNode completion = Json.object();
        completion
            .putArray("choices")
            .addObject()
            .putObject("message")
            .put("content", answer.path("error").path("message").asText());
        return completion;
      }
      if (response.statusCode() != 200) {
        throw new Failed(
            "%s%s answered with status %d: %s"
                    .formatted(
                        url,
                        path,
                        response.statusCode(),
                        answer.path("error").path("message").asText("no message"))
                + wayOut(path, response.statusCode()));
      }
      return answer;
    } catch (IOException e) {
      throw new Failed("%s%s cannot be asked: %s".formatted(url, path, e));
    } catch (Json.NotJson e) {
      throw new Failed("%s%s answered with what %s".formatted(url, path, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("interrupted");
    }
  }

  private static String wayOut(String path, int status) {
    if (status == 401) {
      return "; set " + KEY_VARIABLE + " to a key that the proxy knows";
    }
    return path.equals(CHECKS) && status == 404
        ? "; a set with expose: none cannot be tested live"
        : "";
  }
}
