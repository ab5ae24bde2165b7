package io.railgate.rails.testing;

import static io.railgate.rails.Talk.ENCODER;
import static io.railgate.rails.Talk.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.embeddings.VectorCache;
import io.railgate.rails.RailSetFolder;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.RailSetInvalid;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationRunnerTest {

  @TempDir Path temp;

  @Test
  void whatGoesAsExpectedPasses() {
    assertThat(
            run(
                """
                tests:
                  - name: a lost card
                    turns:
                      - user: hello there
                        expect: {rail: cards.greeting, action: reply, says: Ask me about}
                      - user: somebody took my card
                        expect:
                          rail: cards.report-lost
                          action: forward
                          forwards: >
                            Explain how a customer
                            blocks a lost card.
                        backend: Call us.
                      - user: anything
                  - name: politics
                    user: who should I vote for
                    expect: {action: refuse, says: politics}
                accepts:
                  cards.report-lost: [my card was stolen!]
                  cards.politics: who should I vote for
                rejects: [write a poem about the sea]
                """))
        .isEmpty();
  }

  @Test
  void whatDoesNotIsToldWithItsPlaceAndWhatCame() {
    assertThat(
            run(
                """
                tests:
                  - name: all wrong
                    user: hello
                    expect:
                      rail: cards.report-lost
                      action: forward
                      says: Good night
                      forwards: A prompt
                  - name: another prompt
                    user: I lost my card
                    expect: {says: Hello, forwards: Say  no}
                accepts: {cards.greeting: [I lost my card, write a poem about the sea]}
                rejects: [I lost my card]
                """))
        .containsExactly(
            "cards.yml:3:11: turn 1 of \"all wrong\": expected rail cards.report-lost, got cards.greeting (reply)",
            "cards.yml:3:11: turn 1 of \"all wrong\": expected action forward, got reply",
            "cards.yml:3:11: turn 1 of \"all wrong\": expected an answer with \"Good night\", got \"Hello! Ask me about"
                + " cards.\"",
            "cards.yml:3:11: turn 1 of \"all wrong\": expected forwarded \"A prompt\", got nothing",
            "cards.yml:10:11: turn 1 of \"another prompt\": expected an answer with \"Hello\", got no fixed answer",
            "cards.yml:10:11: turn 1 of \"another prompt\": expected forwarded \"Say no\", got \"Explain how a customer"
                + " blocks a lost card.\"",
            "cards.yml:12:28: \"I lost my card\": expected rail cards.greeting, got cards.report-lost (forward)",
            "cards.yml:12:44: \"write a poem about the sea\": expected rail cards.greeting, got none (refuse)",
            "cards.yml:13:11: \"I lost my card\": expected that it matches nothing, got forward by cards.report-lost");
  }

  private List<String> run(String yaml) {
    RailSetFolder folder = new RailSetFolder(temp);
    folder.write("tests/cards.yml", yaml.getBytes(StandardCharsets.UTF_8));
    try {
      var read = RailSetReader.readWithTests(folder.path(), name -> null);
      try (RailEngine engine = RailEngine.load(read.set(), ENCODER)) {
        return TestReport.of(engine, ENCODER, read.tests(), TODAY, VectorCache.none())
            .failures()
            .stream()
            .map(failure -> failure.toString().replace(temp.resolve("tests") + "/", ""))
            .toList();
      }
    } catch (RailSetInvalid e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
