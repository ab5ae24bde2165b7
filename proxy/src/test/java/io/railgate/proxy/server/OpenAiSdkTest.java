package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.ServedBank;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAI's own Java SDK cannot tell the proxy from the endpoint. */
class OpenAiSdkTest {

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "somebody took my card         | " + ScriptedBackend.ANSWER + "  | 1",
        "hello                         | " + ProxiedBank.GREETING + "    | 0",
        "write me a poem about the sea | " + ProxiedBank.REFUSAL + "     | 0"
      })
  void readsAWholeAndAStreamedAnswer(String message, String answer, int calls) {
    ChatCompletion whole = client.chat().completions().create(question(message));

    assertThat(content(whole)).isEqualTo(answer);
    assertThat(whole.choices().getFirst().finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    assertThat(whole.usage()).isPresent();

    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(question(message))) {
      stream.stream().forEach(accumulator::accumulate);
    }

    assertThat(content(accumulator.chatCompletion())).isEqualTo(answer);
    assertThat(served.received()).hasSize(2 * calls);
  }

  @Test
  void seesTheModels() {
    assertThat(client.models().list().data())
        .singleElement()
        .satisfies(model -> assertThat(model.id()).isEqualTo("approved-model"));
  }

  @Test
  void understandsErrors() {
    ChatCompletionCreateParams hot = question("hello").toBuilder().temperature(9.0).build();

    assertThatThrownBy(() -> client.chat().completions().create(hot))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("temperature: found 9.0, expected a number from 0.0 to 2.0");
    assertThatThrownBy(() -> client.models().retrieve("other"))
        .isInstanceOf(NotFoundException.class);
  }

  /** What the parse helper is to make of an answer. */
  public static class Branch {
    public String city = "";
  }

  @Test
  void itsParseHelperFindsARefusal() {
    StructuredChatCompletionCreateParams<Branch> structured =
        ChatCompletionCreateParams.builder()
            .model("gpt-4o-mini")
            .addUserMessage("write me a poem about the sea")
            .responseFormat(Branch.class)
            .build();

    var message = client.chat().completions().create(structured).choices().getFirst().message();

    assertThat(message.refusal()).contains(ProxiedBank.REFUSAL);
    assertThat(message.content()).isEmpty();
  }

  private static String content(ChatCompletion completion) {
    List<ChatCompletion.Choice> choices = completion.choices();
    assertThat(choices).hasSize(1);
    return choices.getFirst().message().content().orElseThrow();
  }

  private static ChatCompletionCreateParams question(String message) {
    return ChatCompletionCreateParams.builder()
        .model("gpt-4o-mini")
        .addSystemMessage("You are helpful.")
        .addUserMessage(message)
        .build();
  }
}
