package io.railgate.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo backend is an OpenAI-compatible endpoint, and tells exactly what it was sent. */
class DemoBackendTest {

  private static final String TOLD =
      """
      This is the demo backend. It was sent:
      model: m
      temperature: 0.5

      system: Be brief.

      user: Two
      lines""";

  private final Vertx vertx = Vertx.vertx();
  private URI url = URI.create("about:blank");
  private OpenAIClient client = OpenAIOkHttpClient.builder().apiKey("none").build();

  @BeforeEach
  void start() {
    url = DemoBackend.start(vertx).toCompletionStage().toCompletableFuture().join().url();
    client.close();
    client = OpenAIOkHttpClient.builder().baseUrl(url.toString()).apiKey("none").build();
  }

  @AfterEach
  void stop() {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void tellsWhatItWasSentWhole() {
    var completion = client.chat().completions().create(question());

    assertThat(completion.choices().getFirst().message().content()).contains(TOLD);
    assertThat(completion.usage().orElseThrow().promptTokens()).isEqualTo(4);
  }

  @Test
  void tellsWhatItWasSentWordByWord() {
    var accumulator = ChatCompletionAccumulator.create();
    try (var stream = client.chat().completions().createStreaming(question())) {
      stream.stream().forEach(accumulator::accumulate);
    }

    assertThat(accumulator.chatCompletion().choices().getFirst().message().content())
        .contains(
            TOLD.replace("model: m\n", "model: m\nstream: true\n")
                .replace(
                    "model: m\nstream: true\ntemperature: 0.5",
                    "model: m\ntemperature: 0.5\nstream: true"));
  }

  @Test
  void refusesWhatItCannotRead() throws Exception {
    try (HttpClient plain = HttpClient.newHttpClient()) {
      var broken =
          HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
              .POST(BodyPublishers.ofString("{"))
              .build();
      var elsewhere = HttpRequest.newBuilder(URI.create(url + "/files")).build();

      assertThat(plain.send(broken, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
      assertThat(plain.send(elsewhere, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
    }
  }

  private static ChatCompletionCreateParams question() {
    return ChatCompletionCreateParams.builder()
        .model("m")
        .temperature(0.5)
        .addSystemMessage("Be brief.")
        .addUserMessage("Two\nlines")
        .build();
  }
}
