package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.LogTrap;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.ServedBank;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator finds in the log, and what nobody does. */
class ExchangeLogTest {

  @RegisterExtension final ServedBank served = new ServedBank();

  @Test
  void everyExchangeHasALineWithItsDecision() throws InterruptedException {
    try (LogTrap logs = new LogTrap()) {
      served.proxy().ask("somebody took my card");
      served.proxy().ask("write me a poem about the sea");

      await(logs, "exchange", "status=\"200\"", "action=\"forward\"", "rail=\"cards.report-lost\"");
      await(logs, "exchange", "status=\"200\"", "action=\"refuse\"", "rail=\"-\"");
    }
  }

  @Test
  void aFailedCallSaysWhyAndWhereTo() throws InterruptedException {
    served.backend().answerWith((request, body) -> request.connection().close());
    try (LogTrap logs = new LogTrap()) {
      served.proxy().ask("somebody took my card");

      await(
          logs,
          "request failed: the backend ended the connection without an answer",
          "code=\"backend_broke_off\"",
          "backend=\"" + served.backend().url());
      await(logs, "exchange", "status=\"502\"", "code=\"backend_broke_off\"");
    }
  }

  @Test
  void aRefusedKeyIsSaid() throws InterruptedException {
    served
        .backend()
        .answerWith((request, body) -> ScriptedBackend.json(request, 401, "{\"error\":{}}"));
    try (LogTrap logs = new LogTrap()) {
      assertThat(served.proxy().ask("somebody took my card").statusCode()).isEqualTo(401);

      await(logs, "the backend refuses the proxy's calls", "status=\"401\"");
    }
  }

  @Test
  void aBadRequestAndAnUnknownRouteAreThereWithoutTheirTexts() throws InterruptedException {
    try (LogTrap logs = new LogTrap()) {
      served.proxy().chat("{\"secret-word\": ");
      served.proxy().get("/secret-word");

      await(logs, "exchange", "status=\"400\"", "code=\"invalid_body\"");
      await(logs, "no exchange", "status=\"404\"", "code=\"not_found\"");
      assertThat(String.join("\n", logs.lines())).doesNotContain("secret-word", "s3cr3t-key");
    }
  }

  /** Waits for a line that holds all of {@code parts}: it is written after the answer. */
  private static void await(LogTrap logs, String... parts) throws InterruptedException {
    for (int i = 0; i < 100 && !anyLineHas(logs, parts); i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(logs.lines()).anySatisfy(line -> assertThat(line).contains(parts));
  }

  private static boolean anyLineHas(LogTrap logs, String... parts) {
    return logs.lines().stream().anyMatch(line -> Arrays.stream(parts).allMatch(line::contains));
  }
}
