package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No text that a client sends reaches the backend, wherever in a request it stands; of a message
 * only the checked value of a slot does.
 */
class ClosedWorldSchemaTest {

  private static final int REQUESTS = 700;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ORDERS =
      """
      rails:
        order:
          says: ["where is my order {order}?", "what became of order {order}?"]
          slots: {order: {pattern: "[A-Z]{2}[0-9]{4}", examples: [AB1234], ask: "Which one?"}}
          prompt: Say where order {order} is.
        note:
          says: ["save the note {note}", "please keep the note {note}"]
          slots: {note: {text: {max: 30}, examples: [buy milk], ask: "What is it?"}}
          prompt: Store the note {note} as it is.
      """;

  @TempDir Path folder;

  static List<Arguments> routes() {
    SecretRequests.Body chats = new SecretChats();
    SecretRequests.Body responses = new SecretResponses();
    return List.of(
        arguments(chats, "none"),
        arguments(chats, "canonical"),
        arguments(chats, "verified"),
        arguments(new SecretTexts(), "verified"),
        arguments(responses, "canonical"),
        arguments(responses, "verified"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void noSecretOfARequestReachesTheBackend(SecretRequests.Body route, String history)
      throws Exception {
    long seed = Long.getLong("railgate.seed", 77);
    Random random = new Random(seed);
    SecretRequests requests = new SecretRequests(random, route);
    ProxiedBank.in(folder)
        .settings(ProxiedBank.SETTINGS + "  history: " + history + "\n")
        .rails("orders.yml", ORDERS);
    Map<Integer, Integer> statuses = new HashMap<>();
    long secrets = 0;
    try (ScriptedBackend backend = new ScriptedBackend();
        TestProxy proxy = TestProxy.serve(folder, backend.url())) {
      for (int i = 0; i < REQUESTS; i++) {
        SecretRequests.Request made = requests.next(last(random));
        secrets += Secrets.SECRET.matcher(made.body()).results().count();

        HttpResponse<String> response = proxy.send(request(proxy, made));

        statuses.merge(response.statusCode(), 1, Integer::sum);
        assertThat(response.statusCode()).as("seed %d, request %d", seed, i).isIn(200, 400);
      }
      assertThat(secrets).as("seed %d, secrets sent", seed).isGreaterThan(2 * REQUESTS);
      assertThat(statuses.get(400))
          .as("seed %d, duplicate keys and prefills", seed)
          .isBetween(REQUESTS / 50, REQUESTS / 4);
      assertThat(backend.received()).as("seed %d", seed).hasSizeGreaterThan(REQUESTS / 3);
      boolean pattern = false;
      boolean text = false;
      for (ScriptedBackend.Received received : backend.received()) {
        JsonNode body = JSON.readTree(received.body());
        String seen = received.path() + received.headers() + received.body() + body;
        assertThat(Secrets.SECRET.matcher(seen).find()).as("seed %d: %s", seed, seen).isFalse();
        String prompt = body.path("messages").path(body.path("messages").size() - 1).toString();
        pattern |= prompt.matches(".*Say where order QX\\d{4} is\\..*");
        text |= prompt.matches(".*Store the note \\\\\"plum \\d+\\\\\" as it is\\..*");
      }
      assertThat(pattern && text).as("values of slots are forwarded").isTrue();
    }
  }

  /** Mostly what is forwarded, for what is refused proves little. */
  private static String last(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> "my card was stolen";
      case 1 -> "where is my order QX%04d?".formatted(random.nextInt(10_000));
      case 2 -> "where is my order QX1111, zq%012x?".formatted(random.nextInt());
      case 3 -> "save the note plum %d".formatted(random.nextInt(10_000));
      default -> "I lost my card";
    };
  }

  private static HttpRequest request(TestProxy proxy, SecretRequests.Request made) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(proxy.url() + made.path()))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(made.body()));
    made.headers().forEach(request::setHeader);
    return request.build();
  }
}
