package io.railgate.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
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
  void tellsAllThatItWasSentWhole() {
    var completion = client.chat().completions().create(question());

    assertThat(completion.choices().getFirst().message().content().orElseThrow().lines())
        .containsExactlyInAnyOrder(
            "This is the demo backend. It was sent:",
            "model: m",
            "temperature: 0.5",
            "top_p: 0.5",
            "",
            "system: Be brief.",
            "",
            "user: Two",
            "lines");
    assertThat(completion.usage().orElseThrow().promptTokens()).isEqualTo(4);
  }

  @Test
  void tellsTheSameWordByWord() {
    var streamed =
        question().toBuilder()
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    var accumulator = ChatCompletionAccumulator.create();
    try (var stream = client.chat().completions().createStreaming(streamed)) {
      stream.stream().forEach(accumulator::accumulate);
    }

    var completion = accumulator.chatCompletion();
    assertThat(completion.choices().getFirst().message().content().orElseThrow())
        .startsWith("This is the demo backend. It was sent:\nmodel: m\n")
        .contains("\nstream: true\n", "\nstream_options: {\"include_usage\":true}\n")
        .endsWith("\n\nsystem: Be brief.\n\nuser: Two\nlines");
    assertThat(completion.usage().orElseThrow().promptTokens()).isEqualTo(4);
  }

  @Test
  void isAnEndpointOnLoopbackWithAModel() {
    assertThat(url.getHost()).isEqualTo("127.0.0.1");
    assertThat(client.models().list().data()).extracting(model -> model.id()).contains("demo");
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
        .topP(0.5)
        .addSystemMessage("Be brief.")
        .addUserMessage("Two\nlines")
        .build();
  }
}
