package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.CountingEncoder;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import io.railgate.rails.RailSetFolder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Turns that are longer than the encoder reads, and turns that are hardly text, over HTTP. */
class LongTurnTest {

  private static final String LONG = "Let us talk about books. ".repeat(100);

  @TempDir Path temp;
  private final CountingEncoder encoder = new CountingEncoder(TestProxy.encoder());
  private RailSetFolder folder;
  private ScriptedBackend backend;

  @BeforeEach
  void start() {
    folder = ProxiedBank.in(temp);
    folder.rails("open.yml", "rails: {chat: {says: [let us talk about books], pass: true}}");
    backend = new ScriptedBackend();
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void isPassedOnIfAllOfItMatchesAndReadOnce() {
    try (TestProxy proxy = serve()) {
      assertThat(proxy.ask(LONG).headers().firstValue("railgate-rail")).contains("open.chat");
      List<String> windows = TestProxy.encoder().windows(LONG);
      assertThat(encoder.texts()).hasSize(1 + windows.size()).containsAll(windows);
      proxy.ask(LONG);
      assertThat(encoder.texts()).as("remembered").hasSize(1 + windows.size());
    }
    assertThat(backend.received()).hasSize(2);
  }

  @Test
  void isRefusedForOneSentenceOnSomethingElse() {
    try (TestProxy proxy = serve()) {
      String hiding = LONG + "I lost my card in the supermarket yesterday. " + LONG;

      assertThat(proxy.ask(hiding).body()).contains(ProxiedBank.REFUSAL);
    }
    assertThat(backend.received()).isEmpty();
  }

  @Test
  void itsWindowsAreNotReadForASetWithoutPass() {
    folder.rails("open.yml", "rails: {chat: {says: [let us talk about books], reply: No.}}");
    try (TestProxy proxy = serve()) {
      assertThat(proxy.ask(LONG).body()).contains(ProxiedBank.REFUSAL);
    }
    assertThat(encoder.texts()).containsExactly(LONG);
  }

  @Test
  void whatIsHardlyTextIsAnswered() {
    try (TestProxy proxy = serve()) {
      for (String text :
          List.of(
              " ",
              "\uD83D\uDEB2",
              "\u200B\uFEFF",
              "\u0000 ".repeat(1000),
              "x".repeat(32 * 1024),
              "\u6211\u7684\u5361".repeat(3000))) {
        HttpResponse<String> response = proxy.ask(text);

        assertThat(response.statusCode()).isIn(200, 400);
        assertThat(response.statusCode() == 400 || response.body().contains(ProxiedBank.REFUSAL))
            .isTrue();
      }
      assertThat(proxy.ask("x".repeat(32 * 1024 + 1)).statusCode()).isEqualTo(400);
      assertThat(proxy.ask("x".repeat(1 << 20)).statusCode()).isEqualTo(413);
    }
    assertThat(backend.received()).isEmpty();
  }

  private TestProxy serve() {
    return TestProxy.serve(folder.path(), backend.url(), encoder, ProxyOptions.DEFAULT);
  }
}
