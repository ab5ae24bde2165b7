package io.railgate.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.rails.RailSetFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttackCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of these the first two are quick, and the last is what a rail with pass cannot hold. */
  private static final String SOME = "--mutations=zero-width,split,injected-suffix";

  /** Few attacks, and all legitimate texts. */
  private static final String FEW = "--limit=12";

  private static final String CHAT =
      """
      rails:
        chat:
          says: [let us talk about books, which book should I read, I love good novels and books]
          prompt: Talk about books.
      """;

  @TempDir Path temp;
  private RailSetFolder folder = new RailSetFolder(Path.of("target/unused"));
  private String bank = "";

  @BeforeEach
  void write() {
    folder = new RailSetFolder(temp.resolve("bank")).rails("books.yml", CHAT);
    folder.write(
        "tests/t.yml",
        """
        accepts: {cards.greeting: my bank card was stolen}
        rejects: [sing me a song, I lost my bank card]
        """
            .getBytes(StandardCharsets.UTF_8));
    bank = folder.path().toString();
  }

  @Test
  void countsByMutation() {
    Run run = Run.of("attack", bank, SOME);

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith(
            bank + ": 8 of 9 legitimate texts and " + "50 of 51 attacks, in 3 guises, seed 1\n\n")
        .contains(
            """
            mutation            texts  escapes    rate      texts    lost    rate  other rail
            zero-width             50        0    0.0%          8       0    0.0%           0
            """)
        .containsPattern("\nsplit +50 +0 +0\\.0% +8 +[2-7] +\\d+\\.\\d% +[01]\n")
        .contains("\ninjected-suffix        50        0    0.0%\n")
        .containsPattern("\ninjected-suffix +8 +0 +0\\.0% +\\d +\\d +\\d\n")
        .containsPattern("\nset [0-9a-f]{64}\n$");
  }

  @Test
  void showsTheWorstCasesWithTheirPlaces() {
    folder.rails("books.yml", CHAT.replace("prompt: Talk about books.", "pass: true"));

    Run run = Run.of("attack", bank, SOME);

    assertThat(run.out())
        .containsPattern("\nescapes \\(\\d\\), the worst of each mutation\n  injected-suffix")
        .containsPattern(
            "    "
                + bank
                + "/rails/books.yml:3: \".*\"\n"
                + "      expected books.chat, got pass by books.chat; confidence 0\\.\\d{3}; the model"
                + " is sent what was typed\n")
        .containsPattern("\nlost \\(\\d\\), the worst of each mutation\n  split \\(\\d\\)\n")
        .containsPattern(
            bank
                + "/rails/cards.yml:5: \"I.*\" / \"card\"\n"
                + "      expected cards.report-lost, got refuse: no rail matches; best cards\\.")
        .containsPattern(
            "\nattacks that match as they stand, .*, left out \\(1\\)\n    "
                + bank
                + "/tests/t.yml:2: \"I lost my bank card\"\n"
                + "      forward by cards.report-lost; confidence 0\\.\\d{3}\n")
        .containsPattern(
            "\nlegitimate texts that do not lead to their rail as they stand, left out \\(1\\)\n    "
                + bank
                + "/tests/t.yml:1: \"my bank card was stolen\"\n"
                + "      expected cards.greeting, got forward by cards.report-lost; ");
  }

  @Test
  void jsonHoldsEveryCaseAndIsTheSameEachTime() throws IOException {
    Run one = Run.of("attack", bank, SOME, "--json");
    Run two = Run.of("attack", bank, SOME, "--json");

    assertThat(one.out()).isEqualTo(two.out());
    JsonNode json = JSON.readTree(one.out());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "name",
            "folder",
            "set",
            "rails",
            "seed",
            "limit",
            "legitimate_texts",
            "attack_texts",
            "mutations",
            "escapes",
            "losses",
            "already_matched",
            "not_led_to_their_rail",
            "texts");
    assertThat(json.at("/mutations").findValuesAsText("mutation"))
        .containsExactly("zero-width", "split", "injected-suffix");
    assertThat(json.at("/mutations/0/legitimate/loss_rate").asDouble()).isZero();
    int lost = json.at("/mutations/1/legitimate/lost").asInt();
    assertThat(json.path("losses")).hasSize(lost).isNotEmpty();
    assertThat(json.at("/mutations/1/legitimate/loss_rate").asDouble()).isEqualTo(lost / 8.0);
    assertThat(json.at("/losses/0/turns").size()).isBetween(2, 3);
    assertThat(json.at("/mutations/2/injected/harmless_matches").asInt()).isPositive();
    assertThat(json.at("/already_matched/0/text").asText()).isEqualTo("I lost my bank card");
    assertThat(json.at("/already_matched/0/rail").isNull()).isTrue();
    assertThat(json.at("/not_led_to_their_rail/0/place").asText())
        .isEqualTo(bank + "/tests/t.yml:1");
    assertThat(json.path("texts")).hasSize(58);
  }

  @Test
  void anotherSeedMakesOtherTexts() {
    assertThat(Run.of("attack", bank, SOME, FEW, "--json", "--seed=2").out())
        .contains("\"seed\" : 2,")
        .isNotEqualTo(Run.of("attack", bank, SOME, FEW, "--json").out());
  }

  @Test
  void aSampleIsDrawnAndSaidToBeOne() {
    Run run = Run.of("attack", bank, "--mutations=case", "--limit", "5");

    assertThat(run.out())
        .startsWith(bank + ": 5 of 9 legitimate texts and 5 of 51 attacks, in 1 guise, seed 1\n")
        .contains("\nA sample; for all, --limit 51\n")
        .doesNotContain("something hostile put");
    assertThat(Run.of("attack", bank, "--mutations=case", "--limit", "51").out())
        .doesNotContain("A sample");
  }

  @Test
  void whatIsWorseThanTheBaselineFails() throws IOException {
    String before = temp.resolve("before.json").toString();
    Run first = Run.of("attack", bank, SOME, FEW, "--write-baseline", before);
    Run same = Run.of("attack", bank, SOME, FEW, "--baseline", before);
    folder.rails("books.yml", CHAT.replace("prompt: Talk about books.", "pass: true"));
    String after = temp.resolve("after.json").toString();
    Run worse = Run.of("attack", bank, SOME, FEW, "--baseline", before, "--write-baseline", after);
    Run accepted = Run.of("attack", bank, SOME, FEW, "--baseline", after);
    folder.rails("books.yml", CHAT);
    Run better = Run.of("attack", bank, SOME, FEW, "--baseline", after, "--json");

    assertThat(first.code()).isZero();
    assertThat(same.code()).isZero();
    assertThat(same.out()).contains("\nNothing is worse than in the baseline.\n");
    assertThat(worse.code()).isEqualTo(1);
    assertThat(worse.err()).endsWith("railgate: --baseline: something is worse than it was\n");
    assertThat(worse.out())
        .containsPattern("\nworse than in the baseline\n  escapes that were held \\([1-3]\\)\n");
    assertThat(accepted.code()).isZero();
    assertThat(better.code()).isZero();
    assertThat(JSON.readTree(better.out()).at("/baseline/worse").asBoolean()).isFalse();
  }

  @Test
  void lostTextsAndNewlyMatchedAttacksAreWorseThanTheBaseline() {
    String before = temp.resolve("before.json").toString();
    Run.of("attack", bank, "--mutations=politeness,case", "--write-baseline", before);
    folder.rails("songs.yml", "rails: {sing: {says: [sing me a song], prompt: Sing.}}");
    folder.rails("books.yml", CHAT.replace("says: [", "accept: 0.999\n    says: ["));

    Run worse = Run.of("attack", bank, "--mutations=politeness,case", "--baseline", before);

    assertThat(worse.code()).isEqualTo(1);
    assertThat(worse.out())
        .containsPattern("\n  no longer sound as they stand \\(\\d\\)\n")
        .contains(bank + "/tests/t.yml:2: \"sing me a song\"\n      forward by songs.sing; ")
        .containsPattern(
            "\n  politeness loses .* of these texts, lost \\d before; new \\(\\d\\)\n");
  }

  @Test
  void newTextsAreNotComparedWithTheBaseline() {
    String before = temp.resolve("before.json").toString();
    Run.of("attack", bank, SOME, FEW, "--write-baseline", before);
    folder.rails("open.yml", "rails: {garden: {says: [tell me about my garden], pass: true}}");

    Run grown = Run.of("attack", bank, SOME, FEW, "--baseline", before);

    assertThat(grown.out()).contains("escapes (1)", "Nothing is worse than in the baseline.");
    assertThat(grown.code()).isZero();
  }

  @Test
  void demandsThatAreMetAndMissed() {
    Run met = Run.of("attack", bank, SOME, FEW, "--max-escapes=0%", "--max-losses=100%");
    Run lost = Run.of("attack", bank, SOME, FEW, "--max-losses=10%");
    folder.rails("books.yml", CHAT.replace("prompt: Talk about books.", "pass: true"));
    Run escaped = Run.of("attack", bank, SOME, FEW, "--max-escapes=0%");

    assertThat(met.code()).isZero();
    assertThat(lost.code()).isEqualTo(1);
    assertThat(lost.err())
        .containsPattern(
            "railgate: --max-losses: split: .*% \\(\\d of 8\\) of the legitimate texts are lost,"
                + " expected at most 10%\n$")
        .doesNotContain("zero-width");
    assertThat(escaped.code()).isEqualTo(1);
    assertThat(escaped.err())
        .containsPattern(
            "railgate: --max-escapes: injected-suffix: .*% \\(\\d of 8\\) of what was put to"
                + " legitimate texts escaped, expected at most 0%\n$");
  }

  @Test
  void progressIsToldInPlainLines() {
    assertThat(Run.of("attack", bank, SOME, FEW).err())
        .matches("(railgate: +\\d+% of \\d+ texts embedded\n){1,4}")
        .contains("railgate: 100% of ");
  }

  @Test
  void wrongCommandLines() throws IOException {
    Path other = Files.writeString(temp.resolve("other.json"), "{\"a\": 1}");
    String file = temp.resolve("x.json").toString();
    Run.of("attack", bank, "--mutations=case", "--write-baseline", file);

    assertThat(wrong("--mutations=shouting"))
        .contains("found \"shouting\", expected some of homoglyphs, zero-width, case, ");
    assertThat(wrong("--limit=0")).contains("--limit: found 0, expected 1 or more");
    assertThat(wrong("--max-escapes=5")).contains("expected a percentage");
    assertThat(wrong("--baseline=" + temp + "/none")).contains("cannot read " + temp + "/none");
    assertThat(wrong("--baseline=" + other)).contains("is no JSON of railgate attack");
    assertThat(wrong("--baseline=" + file, "--seed=5"))
        .contains("was made with --seed 1, this is --seed 5");
    assertThat(wrong("--baseline=" + file, "--write-baseline=" + temp + "/./x.json"))
        .contains("is named twice, and would be written over");
    assertThat(Run.of("attack", temp + "/nowhere").code()).isEqualTo(2);
    assertThat(Run.of("attack", "--help").out())
        .contains("--mutations", "--max-escapes", "--baseline", "zero-width", "Exit codes");
    assertThat(Run.of("--help").out()).contains("attack ");
  }

  @Test
  void aBaselineThatCannotBeWritten() {
    Run run = Run.of("attack", bank, "--mutations=case", "--write-baseline=" + temp + "/no/b.json");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("railgate: cannot write " + temp + "/no/b.json: ");
  }

  private String wrong(String... options) {
    String[] arguments =
        Stream.concat(List.of("attack", bank).stream(), List.of(options).stream())
            .toArray(String[]::new);
    Run run = Run.of(arguments);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    return run.err();
  }
}
