package io.railgate.proxy.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.railgate.proxy.Eventually;
import io.railgate.proxy.LogTrap;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.clients.Question.Extra;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers, the backend's and the set's own, come as the client expects them. */
interface AnswersContract extends Scene {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void anAnswerComesToThePromptAlone(boolean streamed) throws JsonProcessingException {
    Seen seen = ask(Question.of(TAKEN).streamed(streamed));

    assertOneText(seen, ScriptedBackend.ANSWER);
    assertOnlyThePromptWasSent();
  }

  @ParameterizedTest
  @CsvSource({
    HELLO + ", false, " + ProxiedBank.GREETING,
    HELLO + ", true, " + ProxiedBank.GREETING,
    CHANGE + ", false, How much?",
    CHANGE + ", true, How much?",
    POEM + ", false, " + ProxiedBank.REFUSAL,
    POEM + ", true, " + ProxiedBank.REFUSAL
  })
  default void repliesQuestionsAndRefusalsAreAnswers(
      String message, boolean streamed, String text) {
    Seen seen = ask(Question.of(message).streamed(streamed));

    assertOneText(seen, text);
    assertThat(backend().received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void refusalsCanBeErrorsAndAreNotTriedAgain(boolean streamed) {
    try (LogTrap log = new LogTrap()) {
      Seen seen = askStrict(Question.of(POEM).streamed(streamed).retries(2));

      seen.assertFailed(400, "content_filter", ProxiedBank.REFUSAL);
      // Written after the answer: the next scenario is not to find it among its own.
      Eventually.holds("the request is logged", () -> refused(log) > 0);
      assertThat(refused(log)).as("requests").isOne();
    }
  }

  private static long refused(LogTrap log) {
    return log.lines().stream().filter(line -> line.contains("content_filter")).count();
  }

  @ParameterizedTest
  @CsvSource({HELLO + ", " + ProxiedBank.GREETING, POEM + ", " + ProxiedBank.REFUSAL})
  default void aParseHelperFindsTheSetsOwnTextInTheRefusal(String message, String text) {
    needs(Notion.PARSING);

    Seen seen = ask(Question.of(message).with(Extra.SCHEMA));

    assertThat(seen.problem()).isEmpty();
    assertThat(seen.refusals()).containsExactly(text);
    assertThat(seen.city()).isEmpty();
  }

  @Test
  default void soDoesOneThatStreams() {
    needs(Notion.STREAMED_REFUSAL);

    Seen seen = ask(Question.of(POEM).with(Extra.SCHEMA).streamed(true));

    assertThat(seen.problem()).isEmpty();
    assertThat(seen.refusals()).containsExactly(ProxiedBank.REFUSAL);
    assertThat(seen.city()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void aParseHelperReadsTheBackendsAnswer(boolean streamed) {
    needs(Notion.PARSING);
    String place = "{\"city\":\"Paris\"}";
    backend().answerWith(streamed ? Backends.streaming(place) : Backends.saying(place));

    Seen seen = ask(Question.of(TAKEN).with(Extra.SCHEMA).streamed(streamed));

    assertThat(seen.problem()).isEmpty();
    assertThat(seen.city()).contains("Paris");
    assertThat(seen.refusals()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void twoChoicesCome(boolean streamed) throws JsonProcessingException {
    needs(streamed ? Notion.STREAMED_CHOICES : Notion.CHOICES);
    backend().answerWith(streamed ? Backends.twoStreamedChoices() : Backends.twoChoices());

    Seen answered = ask(Question.of(TAKEN).choices(2).streamed(streamed));
    Seen replied = ask(Question.of(HELLO).choices(2).streamed(streamed));

    assertThat(answered.problem()).isEmpty();
    assertThat(answered.texts()).containsExactly("first", "second");
    assertThat(answered.finishReasons()).containsExactly("stop", "stop");
    assertThat(sent().path("n").asInt()).isEqualTo(2);
    assertThat(replied.texts()).containsExactly(ProxiedBank.GREETING, ProxiedBank.GREETING);
  }

  @Test
  default void partsOfTextAreOneMessage() throws JsonProcessingException {
    needs(Notion.TEXT_PARTS);

    assertOneText(ask(Question.of(TAKEN).with(Extra.PARTS)), ScriptedBackend.ANSWER);
    assertOnlyThePromptWasSent();
  }

  @Test
  default void theModelsAreListed() throws Exception {
    needs(Notion.MODELS);

    assertThat(client().models(proxy().url())).containsExactly("approved-model");
  }

  private static void assertOneText(Seen seen, String text) {
    assertThat(seen.problem()).isEmpty();
    assertThat(seen.texts()).containsExactly(text);
    assertThat(seen.refusals()).isEmpty();
    assertThat(seen.finishReasons()).containsExactly("stop");
  }

  private void assertOnlyThePromptWasSent() throws JsonProcessingException {
    assertThePromptWasSent();
    assertThat(sent().toString()).doesNotContain("took", Question.SYSTEM);
  }
}
