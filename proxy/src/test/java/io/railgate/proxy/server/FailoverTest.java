package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.railgate.proxy.LogTrap;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.ScriptedBackend.Script;
import io.railgate.proxy.TestProxy;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several endpoints behind one proxy: another is asked only where nothing was done yet. */
class FailoverTest {

  private static final URI NOBODY = URI.create("http://127.0.0.1:1/v1");

  @TempDir Path temp;
  private final ScriptedBackend first = new ScriptedBackend();
  private final ScriptedBackend second = new ScriptedBackend();

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  @Test
  void anEndpointThatCannotBeReachedIsStoodInForWithItsOwnKeyAndModel() {
    try (TestProxy proxy = serve(NOBODY)) {
      HttpResponse<String> whole = proxy.ask("I lost my card");
      HttpResponse<String> streamed = proxy.askStreamed("I lost my card");

      assertThat(whole.statusCode()).isEqualTo(200);
      assertThat(whole.body()).contains(ScriptedBackend.ANSWER);
      assertThat(streamed.body()).endsWith("data: [DONE]\n\n");
    }
    assertThat(second.received())
        .hasSize(2)
        .allSatisfy(
            sent -> {
              assertThat(sent.headers()).doesNotContainKey("authorization");
              assertThat(sent.body()).contains("\"model\":\"stand-in\"");
              assertThat(sent.body()).contains(ProxiedBank.LOST_CARD);
              assertThat(sent.toString()).doesNotContain("s3cr3t-key");
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503})
  void oneThatIsOverloadedIsStoodInFor(int status) {
    first.answerWith(status(status));
    try (TestProxy proxy = serve(first.url())) {
      assertThat(proxy.ask("I lost my card").statusCode()).isEqualTo(200);
    }
    assertThat(first.received()).hasSize(1);
    assertThat(second.received()).hasSize(1);
    assertThat(first.received().getFirst().body()).contains("\"model\":\"approved-model\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 500, 504})
  void whatMayHaveBeenDoneOrIsWrongAnywhereIsNotRepeated(int status) {
    first.answerWith(status(status));
    try (TestProxy proxy = serve(first.url())) {
      assertThat(proxy.ask("I lost my card").statusCode()).isEqualTo(status);
    }
    assertThat(second.received()).isEmpty();
  }

  @Test
  void whatWasSentAndIsNotAnsweredIsNotRepeated() {
    first.answerWith((request, body) -> {}); // stalls
    try (TestProxy proxy = serve(first.url())) {
      assertThat(proxy.ask("I lost my card").statusCode()).isEqualTo(504);
      first.answerWith((request, body) -> request.connection().close());
      assertThat(proxy.ask("I lost my card").statusCode()).isEqualTo(502);
    }
    assertThat(second.received()).isEmpty();
  }

  @Test
  void aStreamThatBreaksOffIsNotRepeated() {
    first.answerWith(
        (request, body) -> {
          ScriptedBackend.stream(request)
              .write("data: " + ScriptedBackend.events().getFirst() + "\n\n");
          request.connection().close();
        });
    try (TestProxy proxy = serve(first.url())) {
      assertThatThrownBy(() -> proxy.askStreamed("I lost my card"))
          .isInstanceOf(UncheckedIOException.class);
    }
    assertThat(second.received()).isEmpty();
  }

  @Test
  void whereNoneCanBeAskedTheLastOnesAnswerIsPassedOn() {
    first.answerWith(status(503));
    second.answerWith(status(429));
    try (TestProxy proxy = serve(first.url())) {
      assertThat(proxy.ask("I lost my card").statusCode()).isEqualTo(429);
    }
  }

  @Test
  void oneThatFailsTooOftenIsNotAskedForAWhileAndNoneLeftIsToldAtOnce() {
    first.answerWith(status(503));
    try (TestProxy proxy = serve(first.url());
        LogTrap log = new LogTrap()) {
      for (int i = 0; i < 8; i++) {
        assertThat(proxy.ask("I lost my card").statusCode()).isEqualTo(200);
      }
      assertThat(first.received()).as("asked until its breaker opened").hasSize(5);
      assertThat(second.received()).hasSize(8);
      assertThat(log.lines()).anyMatch(line -> line.contains("OPEN") && line.contains("circuit"));

      second.answerWith(status(500));
      HttpResponse<String> none = proxy.ask("I lost my card");
      for (int i = 0; i < 10 && none.statusCode() == 500; i++) {
        none = proxy.ask("I lost my card");
      }
      assertThat(none.statusCode()).isEqualTo(503);
      assertThat(none.headers().firstValue("retry-after")).contains("5");
      assertThat(proxy.ask("hello").statusCode()).as("needs no backend").isEqualTo(200);
    }
  }

  private static Script status(int status) {
    return (request, body) ->
        ScriptedBackend.json(request, status, "{\"error\":{\"message\":\"m\"}}");
  }

  private TestProxy serve(URI one) {
    ProxiedBank.in(temp.resolve("bank"))
        .settings(
            ProxiedBank.SETTINGS.replace(
                "  model: approved-model\n",
                """
                  model: approved-model
                  fallbacks: [{url: "%s", model: stand-in}]
                """
                    .formatted(second.url())));
    return TestProxy.serve(temp.resolve("bank"), one);
  }
}
