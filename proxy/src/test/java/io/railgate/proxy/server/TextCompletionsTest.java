package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.ServedBank;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code POST /v1/completions}: the backend is asked for a chat completion, the client sees text.
 */
class TextCompletionsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension final ServedBank served = new ServedBank();

  private OpenAIClient client = OpenAIOkHttpClient.builder().apiKey("none").build();

  @BeforeEach
  void connect() {
    client.close();
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl(served.proxy().url().toString())
            .apiKey("client-key")
            .build();
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void thePromptIsRewrittenAndAskedAsAChat() throws Exception {
    HttpResponse<String> response =
        post(
            """
            {"model": "m", "prompt": "somebody took my card", "temperature": 0.5, "n": 1,
             "logprobs": 2, "suffix": "a secret", "stop": ["x"], "echo": true}""");

    assertThat(served.received().getFirst().path()).isEqualTo("/v1/chat/completions");
    assertThat(JSON.readTree(served.received().getFirst().body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"model": "approved-model",
                 "messages": [{"role": "system", "content": "%s"},
                              {"role": "user", "content": "%s"}],
                 "temperature": 0.5, "n": 1, "logprobs": true, "top_logprobs": 2}"""
                    .formatted(ProxiedBank.SYSTEM, ProxiedBank.LOST_CARD)));
    assertThat(response.headers().firstValue("railgate-dropped")).contains("suffix, stop, echo");
    assertThat(response.headers().firstValue("railgate-action")).contains("forward");
    assertThat(JSON.readTree(response.body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"id": "cmpl-1", "object": "text_completion", "created": 1,
                 "model": "backend-model", "system_fingerprint": "fp_1",
                 "choices": [{"text": "%s", "index": 0, "logprobs": null,
                              "finish_reason": "stop"}],
                 "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
                 "unknown": 1.50}"""
                    .formatted(ScriptedBackend.ANSWER)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "somebody took my card         | " + ScriptedBackend.ANSWER + "  | 1",
        "hello                         | " + ProxiedBank.GREETING + "    | 0",
        "write me a poem about the sea | " + ProxiedBank.REFUSAL + "     | 0"
      })
  void openAisSdkReadsWholeAndStreamedText(String prompt, String text, int calls) {
    CompletionCreateParams asked =
        CompletionCreateParams.builder().model("gpt-3.5-turbo-instruct").prompt(prompt).build();

    Completion whole = client.completions().create(asked);

    assertThat(whole.validate().choices())
        .singleElement()
        .satisfies(choice -> assertThat(choice.text()).isEqualTo(text))
        .satisfies(choice -> assertThat(choice.finishReason().toString()).isEqualTo("stop"));
    assertThat(whole.usage()).isPresent();
    try (StreamResponse<Completion> stream = client.completions().createStreaming(asked)) {
      List<Completion> chunks = stream.stream().toList();
      assertThat(chunks.stream().map(chunk -> chunk.choices().getFirst().text()))
          .satisfies(texts -> assertThat(String.join("", texts)).isEqualTo(text));
      assertThat(chunks.subList(0, chunks.size() - 1)).allSatisfy(chunk -> saysSomething(chunk));
    }
    assertThat(served.received()).hasSize(2 * calls);
  }

  private static void saysSomething(Completion chunk) {
    assertThat(chunk.choices().getFirst().text()).isNotEmpty();
  }

  @Test
  void aStreamEndsLikeOpenAis() {
    HttpResponse<String> response =
        post(
            """
            {"prompt": "hello", "n": 2, "stream": true, "stream_options": {"include_usage": true}}\
            """);

    List<String> events = response.body().lines().filter(line -> !line.isEmpty()).toList();
    assertThat(events).last().isEqualTo("data: [DONE]");
    assertThat(events.get(events.size() - 2))
        .contains("\"choices\":[]", "\"usage\":{\"prompt_tokens\":0", "\"text_completion\"");
    assertThat(events.subList(0, events.size() - 2))
        .hasSize(4)
        .allSatisfy(event -> assertThat(event).startsWith("data: {\"id\":\"cmpl-"))
        .satisfies(all -> assertThat(all.get(1)).contains("\"index\":1", ProxiedBank.GREETING));
  }

  @Test
  void logProbabilitiesComeInTheShapeOfTextCompletions() throws Exception {
    served
        .backend()
        .answerWith(
            (request, body) -> {
              List<String> events =
                  List.of(
                      chunk("H\u00e9", -0.5, ""), chunk("llo", -1.25, ""), chunk("", 0, "stop"));
              ScriptedBackend.stream(request)
                  .end(
                      events.stream()
                          .map(event -> "data: " + event + "\n\n")
                          .collect(Collectors.joining("", "", "data: [DONE]\n\n")));
            });

    HttpResponse<String> response =
        post("{\"prompt\": \"my card was stolen\", \"stream\": true, \"logprobs\": 1}");

    List<String> events = response.body().lines().filter(line -> !line.isEmpty()).toList();
    JsonNode second = JSON.readTree(events.get(1).substring("data: ".length()));
    assertThat(second.at("/choices/0/logprobs"))
        .isEqualTo(
            JSON.readTree(
                """
                {"tokens": ["llo"], "token_logprobs": [-1.25], "top_logprobs": [{"llo": -1.25}],
                 "text_offset": [2]}"""));
  }

  private static String chunk(String token, double logprob, String finish) {
    String logprobs =
        token.isEmpty()
            ? "null"
            : "{\"content\":[{\"token\":\"%1$s\",\"logprob\":%2$s,\"top_logprobs\":[{\"token\":\"%1$s\",\"logprob\":%2$s}]}]}"
                .formatted(token, logprob);
    return """
        {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[\
        {"index":0,"delta":{"content":"%s"},"logprobs":%s,"finish_reason":%s}]}"""
        .formatted(token, logprobs, finish.isEmpty() ? "null" : "\"" + finish + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                  | prompt: found nothing, expected a string",
        "{\"prompt\":[\"a\",\"b\"]}          | prompt: found 2 prompts, expected one in a request",
        "{\"prompt\":[]}                     | prompt: found 0 prompts, expected one in a request",
        "{\"prompt\":[15496]}                | prompt[0]: found a number, expected a string",
        "{\"prompt\":\"hello\",\"logprobs\":6} | logprobs: found 6, expected a whole number from 0 to 5",
        "{\"prompt\":\"hello\",\"temperature\":3} | temperature: found 3, expected a number from 0.0 to 2.0"
      })
  void whatIsWrongIsToldWithItsPlace(String body, String message) throws Exception {
    HttpResponse<String> response = post(body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(response.body()).at("/error/message").asText()).isEqualTo(message);
    assertThat(served.received()).isEmpty();
  }

  private HttpResponse<String> post(String body) {
    return served.proxy().post("/completions", body);
  }
}
