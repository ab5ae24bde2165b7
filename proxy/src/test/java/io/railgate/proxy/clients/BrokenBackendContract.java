package io.railgate.proxy.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.ScriptedBackend.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend that breaks is an error to the client, never an answer that is complete. */
interface BrokenBackendContract extends Scene {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void itDiesBeforeItsHead(boolean streamed) {
    backend().answerWith(Backends.dead());

    ask(Question.of(TAKEN).streamed(streamed))
        .assertFailed(502, "the backend ended the connection without an answer");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void itNeverAnswers(boolean streamed) {
    backend().answerWith(Backends.mute());

    ask(Question.of(TAKEN).streamed(streamed))
        .assertFailed(504, "the backend sent no answer within 600 ms");
  }

  @Test
  default void itDiesWithinAWholeAnswer() {
    backend().answerWith(Backends.dyingWithinAWhole());

    ask(Question.of(TAKEN)).assertFailed(502, "the backend broke off within its answer");
  }

  @Test
  default void itStallsWithinAWholeAnswer() {
    backend().answerWith(Backends.stallingWithinAWhole());

    ask(Question.of(TAKEN)).assertFailed(504, "the backend was silent for 500 ms");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  default void itDiesWithinAStream(int words) {
    assertStreamFails(Backends.dyingAfter(words), "the backend broke off within its answer");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  default void itStallsWithinAStream(int words) {
    assertStreamFails(Backends.stallingAfter(words), "the backend was silent for 500 ms");
  }

  private void assertStreamFails(Script script, String message) {
    backend().answerWith(script);

    Seen seen = ask(Question.of(TAKEN).streamed(true));

    assertThat(seen.problem()).isPresent();
    if (!client().lacks().contains(Notion.ERROR_EVENTS)) {
      assertThat(seen.problem().orElseThrow().told()).contains(message);
    }
    assertThat(backend().received()).as("nothing is tried again").hasSize(1);
  }
}
