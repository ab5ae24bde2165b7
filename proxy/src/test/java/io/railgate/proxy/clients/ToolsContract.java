package io.railgate.proxy.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.clients.Question.Extra;
import io.railgate.proxy.clients.Seen.Call;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools are left out, unless the set opens them: then they go on, and calls of them come back. */
interface ToolsContract extends Scene {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void toolsAreLeftOutAndNamed(boolean streamed) throws JsonProcessingException {
    Seen seen = ask(tools(TAKEN, streamed));

    assertThat(seen.problem()).isEmpty();
    assertThat(seen.texts()).containsExactly(ScriptedBackend.ANSWER);
    assertThat(seen.calls()).isEmpty();
    assertThat(seen.dropped()).contains("tools", "tool_choice");
    assertThePromptWasSent();
    assertThat(sent().toString()).doesNotContain("took", Question.SYSTEM, "lookup");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void openedToolsGoOnAsTheyCame(boolean streamed) throws JsonProcessingException {
    JsonNode own = sentStraight(tools(TAKEN, streamed));

    Seen seen = askOpened(tools(TAKEN, streamed));

    assertThat(seen.problem()).isEmpty();
    assertThat(seen.dropped()).doesNotContain("tools", "tool_choice");
    assertThePromptWasSent();
    assertThat(own.at("/tools/0").toString()).contains("\"lookup\"", "\"city\"");
    assertThat(sent().path("tools")).isEqualTo(own.path("tools"));
    assertThat(sent().path("tool_choice").asText()).isEqualTo("required");
    assertThat(sent().path("tool_choice")).isEqualTo(own.path("tool_choice"));
    assertThat(sent().properties())
        .extracting(field -> field.getKey())
        .as("nothing else of the client's, but numbers and flags")
        .isSubsetOf(
            "model", "messages", "temperature", "tools", "tool_choice", "stream", "stream_options");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void callsOfOpenedToolsComeBack(boolean streamed) {
    backend().answerWith(streamed ? Backends.streamedCall() : Backends.call());

    Seen seen = askOpened(tools(TAKEN, streamed));

    assertThat(seen.problem()).isEmpty();
    assertThat(seen.calls()).containsExactly(Call.of("lookup", Backends.ARGUMENTS));
    assertThat(seen.finishReasons()).containsExactly("tool_calls");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void theSetsOwnAnswersCallNoTool(boolean streamed) {
    Seen seen = askOpened(tools(HELLO, streamed));

    assertThat(seen.problem()).isEmpty();
    assertThat(seen.texts()).containsExactly(ProxiedBank.GREETING);
    assertThat(seen.calls()).isEmpty();
    assertThat(seen.finishReasons()).containsExactly("stop");
    assertThat(backend().received()).isEmpty();
  }

  private static Question tools(String message, boolean streamed) {
    return Question.of(message).with(Extra.TOOLS).streamed(streamed);
  }

  /** What the client sends where no proxy stands between. */
  private JsonNode sentStraight(Question question) throws JsonProcessingException {
    backend().answerWith(Backends.failing(400, "only looking"));
    askBackend(question);
    JsonNode body = sent();
    backend().forget();
    return body;
  }
}
