package io.railgate.proxy.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.clients.Question.Extra;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors come with their status and message, and are tried again as the client does it. */
interface ErrorsContract extends Scene {

  /** The largest body that the proxy takes, in bytes. */
  int MAX_BODY_BYTES = 1 << 20;

  @Test
  default void aWrongFieldIsNamed() {
    ask(Question.of(HELLO).with(Extra.HEAT))
        .assertFailed(400, "temperature: found 9.5, expected a number from 0.0 to 2.0");
  }

  @Test
  default void aPictureIsRefused() {
    needs(Notion.PICTURES);

    ask(Question.of(TAKEN).with(Extra.IMAGE)).assertFailed(400, ".content[1]");
    assertThat(backend().received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void anUnknownModel(boolean streamed) {
    askStrict(Question.of(TAKEN).model("other").streamed(streamed).retries(1))
        .assertFailed(404, "there is no such model");
    assertThat(backend().received()).isEmpty();
  }

  @Test
  default void aBodyThatIsTooLarge() {
    ask(Question.of("x ".repeat(MAX_BODY_BYTES / 2))).assertFailed(413, "1048576 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "400, false",
    "401, false",
    "401, true",
    "403, false",
    "429, false",
    "429, true",
    "500, false",
    "503, false",
    "503, true"
  })
  default void theBackendsErrorsPass(int status, boolean streamed) {
    backend().answerWith(Backends.failing(status, "not so"));

    Seen seen = ask(Question.of(TAKEN).streamed(streamed));

    seen.assertFailed(status, "not so");
    if (!client().lacks().contains(Notion.ERROR_HEADERS)) {
      assertThat(seen.problem().orElseThrow().retryAfter()).isEqualTo("1");
    }
    assertThat(backend().received()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"429, 1", "503, 2"})
  default void theClientAloneTriesAgain(int status, int retries) {
    backend().answerWith(Backends.failing(status, "busy"));

    ask(Question.of(TAKEN).retries(retries)).assertFailed(status, "busy");
    assertThat(backend().received()).hasSize(1 + retries);
  }
}
