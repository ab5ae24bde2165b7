package io.railgate.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.rails.RailSetFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

  private static final String TESTS =
      """
      tests:
        - name: a greeting and a card
          turns: [{user: hello}, {user: I lost my card}, {user: who should I vote for}]
      accepts:
        cards.report-lost: [my card was stolen]
        cards.politics: [who should I vote for]
      rejects: [how do I bake bread]
      """;

  @TempDir Path temp;
  private RailSetFolder now = new RailSetFolder(Path.of("."));
  private String oldSet = "";
  private String newSet = "";

  @BeforeEach
  void write() {
    RailSetFolder before = new RailSetFolder(temp.resolve("old"));
    now = new RailSetFolder(temp.resolve("new"));
    before.write("tests/all.yml", TESTS.getBytes(StandardCharsets.UTF_8));
    oldSet = before.path().toString();
    newSet = now.path().toString();
  }

  @Test
  void thereIsNothingToTellOfEquals() {
    Run run = Run.of("diff", oldSet, newSet, "--fail-on-change");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(oldSet + ", " + newSet + ": no decision changes on 6 messages\n");
  }

  @Test
  void changesAreGroupedByKind() throws IOException {
    now.rails(
        "cards.yml",
        """
        rails:
          report-lost:
            about: Report a lost card
            says: [I lost my card, my card was stolen]
            prompt: Explain how a client blocks a lost card.
          greeting:
            says: [hello, good morning]
            reply: Hello!
          baking:
            says: [how do I bake bread]
            refuse: We do not bake.
          elections:
            says: [who should I vote for]
            refuse: I do not talk about politics.
        """);
    Path cases =
        Files.writeString(temp.resolve("c.csv"), "text,rail\ngood morning,cards.politics\n");
    Path json = temp.resolve("diff.json");

    Run run =
        Run.of("diff", oldSet, newSet, "--cases", cases.toString(), "--json", json.toString());

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith(
            "newly accepted: 1\n  \"how do I bake bread\"  " + oldSet + "/tests/all.yml:7:11\n")
        .containsSubsequence(
            "    before refuse  (0.",
            "    after  refuse by cards.baking  (1.000, cards.baking \"how do I bake bread\")\n",
            "other rail: 1\n  \"who should I vote for\"",
            "other prompt: 1\n  \"my card was stolen\"",
            "Explain how a [-customer-] {+client+} blocks a lost card.\n",
            "other answer: 2\n  \"hello\"",
            "Hello! [-Ask me about cards.-]",
            oldSet + ", " + newSet + ": 5 changes on 7 messages\n");
    JsonNode told = new ObjectMapper().readTree(json.toFile());
    assertThat(told.at("/counts/newly-accepted").asInt()).isEqualTo(1);
    assertThat(told.at("/counts/newly-refused").asInt()).isZero();
    assertThat(told.at("/changes/0/after/rail").asText()).isEqualTo("cards.baking");
    assertThat(told.path("before").asText()).isNotEqualTo(told.path("after").asText());

    Run back = Run.of("diff", newSet, oldSet, "--fail-on-change");
    assertThat(back.code()).isEqualTo(1);
    assertThat(back.out()).contains("newly refused: 1\n  \"how do I bake bread\"");
  }

  /** What is left of a conversation's earlier lines is in its last one. */
  @Test
  void whatAnAuditHoldsIsSaidAgain() throws IOException {
    now.rails(
        "cards.yml",
        """
        rails:
          report-lost:
            about: Report a lost card
            says: [I lost my card, my card was stolen]
            prompt: Explain how a customer blocks a lost card.
          greeting:
            says: [hello, good morning]
            reply: Hello! Ask me about cards.
          politics:
            says: [who should I vote for]
            refuse: I do not talk about politics.
          opening:
            says: [when do you open]
            refuse: Always.
        """);
    Path audit =
        Files.writeString(
            temp.resolve("audit.jsonl"),
            """
            {"request":"1","said":["good morning"]}
            {"request":"2","said":["good morning","when do you open"]}
            {"request":"3","said":["good morning","when do you open"]}
            {"request":"4"}
            {"request":"5","said_sha256":["2cf2"]}
            {"half
            """);

    Run run = Run.of("diff", oldSet, newSet, "--audit", audit.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("other rail: 1\n  \"good morning\" / \"when do you open\"  " + audit + ":2:1\n")
        .endsWith(
            "1 change on 8 messages\n"
                + "audit: 3 lines with what users said, 2 without, 1 of another kind\n");
  }

  @Test
  void whatIsNoAuditEndsWithTwo() throws IOException {
    Path cases = Files.writeString(temp.resolve("c.csv"), "text,rail\nhello,\n");

    Run none = Run.of("diff", oldSet, newSet, "--audit", cases.toString());
    Run missing = Run.of("diff", oldSet, newSet, "--audit", temp.resolve("no").toString());

    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains(cases + ": found no line of an audit");
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains(temp.resolve("no") + ": cannot be read as a file");
  }

  @Test
  void aSetWithErrorsEndsWithTwo() {
    now.rails("cards.yml", "rails: {a: {says: [x], pormpt: y}}");

    assertThat(Run.of("diff", oldSet, newSet).code()).isEqualTo(2);
    assertThat(Run.of("diff", oldSet).code()).isEqualTo(2);
  }
}
