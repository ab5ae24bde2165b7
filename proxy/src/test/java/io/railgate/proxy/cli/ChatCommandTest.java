package io.railgate.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.RailSetFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A talk through a pipe, with the demo backend. */
class ChatCommandTest {

  @TempDir Path temp;
  private String bank = "";

  @BeforeEach
  void write() {
    bank = new RailSetFolder(temp.resolve("bank")).path().toString();
  }

  @Test
  void answersAndSaysWhatWasDecided() {
    Run run = chat("hello\nsomebody took my card\n\nwrite me a poem about the sea\n");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .containsSubsequence(
            "Hello! Ask me about cards.\n  [reply by cards.greeting]\n",
            "It was sent:",
            "user: Explain how a customer blocks a lost card.",
            "  [forward by cards.report-lost]\n",
            "I can help with cards only.\n  [refuse]\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void explainsTheLastDecision() {
    assertThat(chat("/why\nhello\nwho should I vote for\n/why\n").out())
        .contains(
            "Nothing was said yet.\n",
            "turn 1: reply by cards.greeting\nturn 2: refuse: the rail cards.politics says so\n");
  }

  @Test
  void writesTheTalkDownAsATestThatPasses() throws Exception {
    Run run =
        chat(
            """
            hello "you": #1
            somebody took my card
            /test tests/talk.yml
            /new
            write me a poem about the sea
            /test tests/talk.yml
            /quit
            hello
            """);

    Path file = Path.of(bank, "tests", "talk.yml");
    assertThat(run.out()).contains("Written to " + file, "A new talk begins.");
    assertThat(Files.readString(file))
        .startsWith("tests:\n  - name: \"hello \\\"you\\\": #1\"\n    turns:\n")
        .containsOnlyOnce("tests:");
    Run test = Run.of("test", bank);
    assertThat(test.err()).isEmpty();
    assertThat(test.out()).contains("2 tests with 3 turns: all passed");
  }

  @Test
  void reloadsWhatWasChangedAndGoesOnWithWhatWasIfItIsBad() throws Exception {
    Path rails = Path.of(bank, "rails", "cards.yml");
    Path bad = Files.writeString(temp.resolve("bad.yml"), "rails: {a: {sayz: [x]}}");
    String all = "hello\n/reload\nhello\n";
    InputStream before = System.in;
    try {
      // The set is changed while the talk waits for its second line.
      System.setIn(
          new ByteArrayInputStream(all.getBytes(StandardCharsets.UTF_8)) {
            private int asked;

            @Override
            public synchronized int read(byte[] into, int from, int most) {
              if (asked++ == 1) {
                copy(bad, rails);
              }
              int end = 0;
              while (end < most && (end == 0 || into[from + end - 1] != '\n')) {
                int one = read();
                if (one < 0) {
                  break;
                }
                into[from + end++] = (byte) one;
              }
              return end == 0 ? -1 : end;
            }
          });
      Run run = Run.of("chat", bank);

      assertThat(run.out())
          .containsSubsequence(
              "[reply by cards.greeting]",
              "unknown key \"sayz\"",
              "The talk goes on with the set that was.",
              "[reply by cards.greeting]");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void saysWhatItDoesNotKnow() {
    assertThat(chat("/nothing\n/test\n/help\n").out())
        .contains("There is no /nothing.", "/test needs a file", "/quit ends.");
    assertThat(Run.of("chat", temp.resolve("none").toString()).code()).isEqualTo(2);
  }

  private Run chat(String lines) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    try {
      return Run.of("chat", bank);
    } finally {
      System.setIn(before);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
