package io.railgate.proxy.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.railgate.proxy.ScriptedBackend.Script;
import io.railgate.proxy.clients.Question.Leave;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that leaves ends the call to the backend, which would have gone on for ten seconds. */
interface LeavingContract extends Scene {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void beforeTheHead(boolean streamed) throws InterruptedException {
    assertCutOff(Backends.mute(), Question.of(TAKEN).streamed(streamed).leaving(Leave.BEFORE_HEAD));
  }

  @Test
  default void beforeTheFirstText() throws InterruptedException {
    needs(Notion.LEAVING_AT_HEAD);
    assertCutOff(
        Backends.stallingAfter(0), Question.of(TAKEN).streamed(true).leaving(Leave.AT_HEAD));
  }

  @Test
  default void withinTheStream() throws InterruptedException {
    assertCutOff(
        Backends.endless(backend()), Question.of(TAKEN).streamed(true).leaving(Leave.AT_TEXT));
  }

  private void assertCutOff(Script script, Question question) throws InterruptedException {
    backend().answerWith(script);

    assertTimeout(Duration.ofSeconds(3), () -> askStrict(question), "the client did not leave");

    assertThat(backend().received()).hasSize(1);
    assertThat(backend().closed().poll(1, TimeUnit.SECONDS)).as("the call is cut off").isNotNull();
  }
}
