package io.railgate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.RailId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example bank behind the proxy, asked by OpenAI's own SDK, whole and streamed. */
class BankServedTest {

  private static final Path BANK = Path.of("bank");
  private static final String STOLEN = "hey, someone nicked my wallet and my card was in it";
  private static final String POEM = "write me a poem about the sea";

  @Test
  void theDemoBackendTellsTheApprovedPromptAndNothingOfTheMessage() {
    try (TestProxy proxy = TestProxy.serve(BANK)) {
      for (String answer : askedBothWays(proxy, STOLEN)) {
        assertThat(answer)
            .startsWith("This is the demo backend.")
            .contains("user: " + prompt(proxy.engine(), "report-lost"))
            .doesNotContain(STOLEN, "hey", "someone", "nicked", "wallet");
      }
    }
  }

  @Test
  void whatMatchesNothingIsRefusedAndTheBackendSeesNoRequest() {
    try (ScriptedBackend backend = new ScriptedBackend();
        TestProxy proxy = TestProxy.serve(BANK, backend.url())) {
      String refusal = proxy.engine().railSet().settings().otherwise().refusal();

      assertThat(askedBothWays(proxy, POEM)).containsExactly(refusal, refusal);
      assertThat(backend.received()).isEmpty();
      assertThat(backend.connections()).isZero();

      assertThat(askedBothWays(proxy, STOLEN))
          .containsExactly(ScriptedBackend.ANSWER, ScriptedBackend.ANSWER);
      assertThat(backend.received())
          .hasSize(2)
          .allSatisfy(received -> assertThat(received.body()).doesNotContain("nicked"));
    }
  }

  /** The answer as it comes whole, and as it is streamed. */
  private static List<String> askedBothWays(TestProxy proxy, String message) {
    OpenAIClient client =
        OpenAIOkHttpClient.builder().baseUrl(proxy.url().toString()).apiKey("none").build();
    try {
      var question =
          ChatCompletionCreateParams.builder().model("gpt-4o-mini").addUserMessage(message).build();
      var accumulator = ChatCompletionAccumulator.create();
      try (var stream = client.chat().completions().createStreaming(question)) {
        stream.stream().forEach(accumulator::accumulate);
      }
      return List.of(
          content(client.chat().completions().create(question)),
          content(accumulator.chatCompletion()));
    } finally {
      client.close();
    }
  }

  private static String content(ChatCompletion completion) {
    return completion.choices().getFirst().message().content().orElseThrow();
  }

  private static String prompt(RailEngine engine, String rail) {
    return engine.railSet().rails().stream()
        .filter(candidate -> candidate.id().equals(new RailId("cards", rail)))
        .map(candidate -> ((Outcome.Prompt) candidate.cases().getFirst().outcome()).text().source())
        .findFirst()
        .orElseThrow();
  }
}
