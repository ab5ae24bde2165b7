package io.railgate.proxy.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    needs(Notion.TOOLS);

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
    needs(Notion.TOOLS);
    JsonNode own = sentStraight(tools(TAKEN, streamed));

    Seen seen = askOpened(tools(TAKEN, streamed));

    assertThat(seen.problem()).isEmpty();
    assertThat(seen.dropped()).doesNotContain("tools", "tool_choice");
    assertThePromptWasSent();
    assertThat(own.path("tools")).hasSize(1);
    assertThat(own.at("/tools/0").toString()).contains("\"lookup\"", "\"city\"");
    assertThat(sent().path("tools")).containsExactly(asChats(own.at("/tools/0")));
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
    needs(Notion.TOOLS);
    backend().answerWith(streamed ? Backends.streamedCall() : Backends.call());

    Seen seen = askOpened(tools(TAKEN, streamed));

    assertThat(seen.problem()).isEmpty();
    assertThat(seen.calls()).containsExactly(Call.of("lookup", Backends.ARGUMENTS));
    if (!client().lacks().contains(Notion.CALLS_AS_END)) {
      assertThat(seen.finishReasons()).containsExactly("tool_calls");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void theSetsOwnAnswersCallNoTool(boolean streamed) {
    needs(Notion.TOOLS);

    Seen seen = askOpened(tools(HELLO, streamed));

    assertThat(seen.problem()).isEmpty();
    assertThat(seen.texts()).containsExactly(ProxiedBank.GREETING);
    assertThat(seen.calls()).isEmpty();
    assertThat(seen.finishReasons()).containsExactly("stop");
    assertThat(backend().received()).isEmpty();
  }

  /** A chat request has the function in a field of its own, a response's beside the type. */
  private static JsonNode asChats(JsonNode tool) {
    if (tool.has("function")) {
      return tool;
    }
    ObjectNode function = tool.deepCopy();
    ObjectNode made = new ObjectMapper().createObjectNode();
    made.set("type", function.remove("type"));
    return made.set("function", function);
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
