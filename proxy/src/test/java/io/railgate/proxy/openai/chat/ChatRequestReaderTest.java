package io.railgate.proxy.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.ChatRequest;
import io.railgate.proxy.openai.ChatRequest.Round;
import io.railgate.proxy.openai.ForwardedRequest;
import io.railgate.proxy.openai.Json;
import io.railgate.proxy.openai.Parameters;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestReaderTest {

  /** Every field that survives, at a value that no default could have. */
  private static final String ALL =
      "\"temperature\":0.25,\"top_p\":0.5,\"max_tokens\":7,\"max_completion_tokens\":8,\"n\":2,"
          + "\"seed\":-9223372036854775808,\"presence_penalty\":-1.5,\"frequency_penalty\":1.5,"
          + "\"logprobs\":true,\"top_logprobs\":3,\"stream\":true,"
          + "\"stream_options\":{\"include_usage\":true}";

  @Test
  void everyAllowedFieldIsForwardedAsItCame() throws Json.NotJson {
    ChatRequest chat = read(ALL);

    String forwarded =
        new ForwardedRequest(
                "m", Optional.empty(), List.of(), "the prompt", chat.parameters(), Map.of())
            .toJson();

    assertThat(Json.readObject(forwarded))
        .isEqualTo(
            Json.readObject(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"the prompt\"}],"
                    + ALL
                    + "}"));
    assertThat(chat.dropped()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "temperature, 0, 2, -0.01, 2.01",
    "top_p, 0, 1, -0.01, 1.01",
    "presence_penalty, -2, 2, -2.01, 2.01",
    "frequency_penalty, -2, 2, -2.01, 2.01",
    "max_tokens, 1, 2147483647, 0, 2147483648",
    "max_completion_tokens, 1, 2147483647, 0, 2147483648",
    "n, 1, 128, 0, 129",
    "top_logprobs, 0, 20, -1, 21",
    "seed, -9223372036854775808, 9223372036854775807, -9223372036854775809, 9223372036854775808"
  })
  void numbersAreBounded(String name, String least, String most, String below, String above) {
    for (String fine : List.of(least, most)) {
      assertThat(read("\"" + name + "\":" + fine).parameters().values()).containsKey(name);
    }
    for (String wrong : List.of(below, above, "\"1\"", "true", "[]")) {
      assertThatThrownBy(() -> read("\"" + name + "\":" + wrong))
          .isInstanceOf(ApiError.class)
          .hasMessageStartingWith(name + ": found ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"logprobs\":1",
        "\"stream\":0",
        "\"stream_options\":{\"include_usage\":\"yes\"}"
      })
  void flagsAreTrueOrFalse(String field) {
    assertThatThrownBy(() -> read(field)).hasMessageContaining("expected true or false");
  }

  @Test
  void otherStreamOptionsAreDroppedByName() {
    ChatRequest chat = read("\"stream_options\":{\"include_obfuscation\":false}");

    assertThat(chat.dropped()).containsExactly("stream_options");
    assertThat(chat.parameters().includeUsage()).isFalse();
  }

  @Test
  void noMoreThan32NamesAreShown() {
    String fields =
        IntStream.range(0, 40)
            .mapToObj(i -> "\"field_" + i + "\":1")
            .collect(Collectors.joining(","));

    assertThat(read(fields).dropped()).hasSize(32).startsWith("field_0");
  }

  @Test
  void aToolsTurnIsNoUsers() {
    assertThatThrownBy(
            () ->
                readBody(
                    "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"},"
                        + "{\"role\":\"tool\",\"content\":\"y\"}]}"))
        .hasMessage("messages[1].role: the last turn has the role tool, expected the role user");
  }

  @Test
  void aSystemMessageMayComeLast() {
    ChatRequest chat =
        readBody(
            "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"},"
                + "{\"role\":\"developer\",\"content\":\"y\"}]}");

    assertThat(chat.rounds()).containsExactly(new Round(List.of("x"), Optional.empty()));
    assertThat(chat.systemMessage()).contains("messages[1].role");
    assertThat(chat.dropped()).containsExactly("messages.developer");
  }

  @Test
  void aConversationIsReadInRounds() {
    ChatRequest chat =
        readBody(
            """
            {"messages": [
              {"role": "assistant", "content": "Welcome"},
              {"role": "user", "content": "a"},
              {"role": "assistant", "content": "b"},
              {"role": "user", "content": [{"type": "text", "text": "c"}]},
              {"role": "user", "content": "d"},
              {"role": "assistant", "content": [{"type": "text", "text": "e"}, {"type": "text", "text": "f"}]},
              {"role": "user", "content": "g"},
              {"role": "assistant", "content": null, "tool_calls": []},
              {"role": "tool", "content": "h"},
              {"role": "assistant", "content": "i"},
              {"role": "user", "content": "j"}]}""");

    assertThat(chat.rounds())
        .containsExactly(
            new Round(List.of("a"), Optional.of("b")),
            new Round(List.of("c", "d"), Optional.of("ef")),
            new Round(List.of("g"), Optional.empty()),
            new Round(List.of("j"), Optional.empty()));
    assertThat(chat.dropped())
        .containsExactly("messages.assistant", "messages.user", "messages.tool");
    assertThat(chat.systemMessage()).isEmpty();
    assertThat(chat.toString() + chat.rounds()).doesNotContain("a\"", "[c", "[j");
  }

  @Test
  void aRailsParametersReplaceTheClients() {
    Parameters parameters =
        read("\"temperature\":1,\"max_completion_tokens\":9,\"n\":2")
            .parameters()
            .with(
                Optional.of(new BigDecimal("0.2")),
                Optional.of(300),
                Optional.empty(),
                Optional.of(7L));

    assertThat(
            new ForwardedRequest("m", Optional.empty(), List.of(), "p", parameters, Map.of())
                .toJson())
        .endsWith("\"temperature\":0.2,\"max_completion_tokens\":300,\"n\":2,\"seed\":7}");
    assertThat(
            read("\"n\":1")
                .parameters()
                .with(Optional.empty(), Optional.of(3), Optional.empty(), Optional.empty())
                .values())
        .containsKey("max_tokens");
  }

  @Test
  void aModelsNameIsNotEmpty() {
    assertThatThrownBy(() -> read("\"model\":\" \""))
        .hasMessage("model: found an empty string, expected a model's name");
    assertThat(read("\"model\":null").model()).isEmpty();
  }

  @Test
  void asManyLevelsAsAllowedAreRead() {
    int inside = Json.MAX_DEPTH - 1;

    assertThat(read("\"a\":" + "[".repeat(inside) + "]".repeat(inside)).dropped())
        .containsExactly("a");
  }

  @Test
  void whatAUserTypedIsNotPrinted() {
    assertThat(read("\"model\":\"secret\"").toString()).doesNotContain("secret", "hello");
  }

  private static ChatRequest read(String fields) {
    return readBody("{" + fields + ",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");
  }

  private static ChatRequest readBody(String body) {
    return new ChatCompletions().read(body.getBytes(StandardCharsets.UTF_8), Set.of());
  }
}
