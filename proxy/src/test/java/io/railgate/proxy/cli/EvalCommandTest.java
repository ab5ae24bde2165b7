package io.railgate.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.rails.RailSetFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Of seven in scope five are accepted by the right rail; of five out of scope two are accepted.
   */
  private static final String CASES =
      """
      text,rail
      somebody took my card,cards.report-lost
      my card was stolen yesterday,cards.report-lost
      Hello,cards.greeting
      "good morning, all",cards.greeting
      who should I vote for?,cards.politics
      I lost my card,cards.greeting
      <script>alert('a poem')</script>,cards.politics
      write me a poem about the sea,
      my card was stolen,
      hello,
      what is the capital of France,
      "sort these numbers:
      3, 1, 2",
      """;

  @TempDir Path temp;
  private String bank = "";
  private String cases = "";

  @BeforeEach
  void write() throws IOException {
    bank = new RailSetFolder(temp.resolve("bank")).path().toString();
    cases = Files.writeString(temp.resolve("cases.csv"), CASES).toString();
  }

  @Test
  void countsWhatIsRightAndWrong() {
    Run run = Run.of("eval", bank, "--cases", cases);

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith(
            bank
                + """
                : 12 utterances on 3 rails

                in scope                                   7
                  right rail ranked first                  5   71.4%
                  right rail among the first three         7  100.0%
                  right accepts                            5   71.4%
                  wrong accepts, by another rail           1   14.3%
                  asked, right rail offered                0    0.0%
                  asked, right rail not offered            0    0.0%
                  wrong refusals                           1   14.3%
                out of scope                               5
                  wrong accepts                            2   40.0%
                  asked                                    0    0.0%
                  right refusals                           3   60.0%
                confidence
                """);
  }

  @Test
  void showsTheCurveWithTheThresholdOfNow() {
    Run run = Run.of("eval", bank, "--cases", cases);

    assertThat(run.out())
        .containsPattern("\n0\\.300 .*\n0\\.400 +< +71\\.4% {2}#{14} +14\\.3% +40\\.0% {2}#{8}\n")
        .containsPattern("\n1\\.000 ");
    assertThat(run.out().lines().filter(line -> line.matches("[01]\\.\\d00 .*"))).hasSize(11);
  }

  @Test
  void listsWhatWentWrongWithItsEvidence() {
    Run run = Run.of("eval", bank, "--cases", cases);

    assertThat(run.out())
        .contains(
            "\nwrong accepts (3)\n  "
                + cases
                + ":10: \"my card was stolen\"\n"
                + "    expected no rail, got cards.report-lost\n"
                + "    confidence 1.000")
        .contains(
            ": cards.report-lost, \"my card was stolen\" "
                + bank
                + "/rails/cards.yml:6; then cards.")
        .contains("\n  " + cases + ":7: \"I lost my card\"\n    expected cards.greeting, got ")
        .contains(
            "\nwrong refusals (1)\n  "
                + cases
                + ":8: \"<script>alert('a poem')</script>\"\n"
                + "    expected cards.politics, got refused: no rail is sure enough\n")
        .containsPattern(
            "\nmost confused rails \\(2 pairs\\): times, of which accepted\n"
                + " {3}1 {4}1 {2}cards.greeting is nearest to cards.report-lost\n"
                + " +\"I lost my card\" {2}.*cases.csv:7\n")
        .doesNotContain("not offered (");
  }

  @Test
  void cutsLongListsShort() {
    String many = write("many.csv", "text,rail\n" + "I lost my card,\n".repeat(21));

    assertThat(Run.of("eval", bank, "--cases", many).out())
        .contains(":21: \"I lost my card\"", "  … and 1 more (all are in --json and --html)\n")
        .doesNotContain(":22: \"I lost my card\"");
  }

  @Test
  void jsonHoldsAllOfItAndIsTheSameEachTime() throws IOException {
    Path one = temp.resolve("one.json");
    Path two = temp.resolve("two.json");
    Run.of("eval", bank, "--cases", cases, "--json", one.toString());
    Run.of("eval", bank, "--cases", cases, "--json", two.toString());

    assertThat(one).hasSameBinaryContentAs(two);
    JsonNode json = JSON.readTree(one.toFile());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "name",
            "folder",
            "files",
            "set",
            "rails",
            "cases",
            "accept",
            "least_margin",
            "in_scope",
            "out_of_scope",
            "auroc",
            "expected_calibration_error",
            "reliability",
            "thresholds",
            "current_threshold",
            "confusion",
            "confused",
            "wrong_accepts",
            "wrong_refusals",
            "not_offered");
    assertThat(json.at("/in_scope/right_accepts").asInt()).isEqualTo(5);
    assertThat(json.at("/in_scope/decision_accuracy").asDouble()).isEqualTo(0.714286);
    assertThat(json.at("/out_of_scope/wrong_accept_rate").asDouble()).isEqualTo(0.4);
    assertThat(json.at("/auroc").asDouble()).isBetween(0.5, 1.0);
    assertThat(json.at("/reliability")).hasSize(10);
    assertThat(json.at("/thresholds")).hasSize(101);
    assertThat(json.at("/current_threshold/right_accepts").asInt()).isEqualTo(5);
    assertThat(json.at("/confusion").findValuesAsText("cases"))
        .containsExactly("2", "1", "2", "1", "1", "1", "1", "3");
    JsonNode accept = json.at("/wrong_accepts/0");
    assertThat(accept.path("place").asText()).isEqualTo(cases + ":10");
    assertThat(accept.path("text").asText()).isEqualTo("my card was stolen");
    assertThat(accept.path("expected").isNull()).isTrue();
    assertThat(accept.path("got").asText()).isEqualTo("cards.report-lost");
    assertThat(accept.at("/foremost/0/place").asText()).isEqualTo(bank + "/rails/cards.yml:6");
    assertThat(accept.at("/foremost")).hasSize(3);
    assertThat(json.at("/wrong_refusals/0/got").isNull()).isTrue();
  }

  @Test
  void thePageHoldsAllOfItAndEscapesTexts() throws IOException {
    Path page = temp.resolve("page.html");
    Run run = Run.of("eval", bank, "--cases", cases, "--html", page.toString());

    assertThat(run.code()).isZero();
    String html = Files.readString(page);
    assertThat(html)
        .startsWith("<!DOCTYPE html>\n")
        .contains(
            "<q>&lt;script&gt;alert(&#39;a poem&#39;)&lt;/script&gt;</q><small>"
                + cases
                + ":8</small>")
        .doesNotContain("<script", "src=", "href=", "url(", "@import")
        .contains("default-src 'none'")
        .contains("<q>my card was stolen</q><small>" + cases + ":10</small>")
        .contains("title=\"no rail → cards.report-lost: 20.0% (1 of 5)\">1</td>")
        .contains("now 0.400");
    assertThat(html.indexOf("<h2>Wrong accepts")).isLessThan(html.indexOf("<h2>Wrong refusals"));
    assertThat(html.indexOf("<h2>Wrong refusals")).isLessThan(html.indexOf("<svg"));
    assertThat(html.lines().filter(line -> line.contains("<svg "))).hasSize(3);
  }

  @Test
  void allOfOneKindHasDashesForTheOther() throws IOException {
    String strangers = write("out.csv", "text,rail\nwrite me a poem,\n");
    String known = write("in.csv", "text,rail\nhello,cards.greeting\n");
    Path json = temp.resolve("out.json");
    Path page = temp.resolve("out.html");

    Run out = Run.of("eval", bank, "--cases", strangers, "--json", "" + json, "--html", "" + page);
    Run in = Run.of("eval", bank, "--cases", known);

    assertThat(out.out())
        .contains(": 1 utterance on 3 rails\n")
        .contains("\n  right accepts                            0       -\n")
        .contains("\n  AUROC, in against out of scope           -\n");
    assertThat(in.out()).contains("\n  wrong accepts                            0       -\n");
    assertThat(JSON.readTree(json.toFile()).path("auroc").isNull()).isTrue();
    assertThat(Files.readString(page)).doesNotContain("NaN", "Infinity");
    assertThat(in.out() + out.out()).doesNotContain("NaN");
    assertThat(List.of(in.code(), out.code())).containsOnly(0);
  }

  @Test
  void severalTablesCountTogether() {
    String more = write("more.csv", "text,rail\nhello,cards.greeting\n");

    assertThat(Run.of("eval", bank, "--cases", cases, "--cases", more).out())
        .startsWith(bank + ": 13 utterances on 3 rails\n");
  }

  @Test
  void demandsThatAreMetAndMissed() {
    String reached = write("seven.csv", CASES);
    Run met =
        Run.of(
            "eval", bank, "--cases", reached, "--min-accuracy", "71.4%", "--max-wrong-accepts=40%");
    Run low = Run.of("eval", bank, "--cases", reached, "--min-accuracy", "71.5%");
    Run high = Run.of("eval", bank, "--cases", reached, "--max-wrong-accepts", "14%");

    assertThat(met.err()).isEmpty();
    assertThat(met.code()).isZero();
    assertThat(low.err())
        .isEqualTo(
            "railgate: --min-accuracy: 71.4% (5 of 7) of what is in scope was accepted by the right"
                + " rail, expected at least 71.5%\n");
    assertThat(low.code()).isEqualTo(1);
    assertThat(low.out()).contains("wrong refusals (1)");
    assertThat(high.err())
        .isEqualTo(
            """
            railgate: --max-wrong-accepts: 40.0% (2 of 5) of what is out of scope was accepted, expected at most 14%
            railgate: --max-wrong-accepts: 14.3% (1 of 7) of what is in scope was accepted by another rail, expected at most 14%
            """);
    assertThat(high.code()).isEqualTo(1);
  }

  @Test
  void anAccuracyOfNothingIsNotEnough() {
    String strangers = write("out.csv", "text,rail\nwrite me a poem,\n");

    Run run = Run.of("eval", bank, "--cases", strangers, "--min-accuracy", "0%");

    assertThat(run.err()).isEqualTo("railgate: --min-accuracy: no utterance has a rail\n");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void brokenTablesAndSetsAreNotEvaluated() {
    String broken = write("broken.csv", "text,rail\nhello,cards.greting\n");

    Run run = Run.of("eval", bank, "--cases", broken, "--cases", temp + "/none.csv");
    Run noSet = Run.of("eval", temp + "/nowhere", "--cases", cases);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            broken
                + ":2:7: there is no rail \"cards.greting\"; did you mean \"cards.greeting\"?\n"
                + temp
                + "/none.csv: cannot be read: there is no such file\n"
                + "2 errors; nothing was evaluated\n");
    assertThat(noSet.err()).contains("there is no such folder");
    assertThat(noSet.code()).isEqualTo(2);
  }

  @Test
  void aReportThatCannotBeWritten() {
    Run run = Run.of("eval", bank, "--cases", cases, "--json", temp + "/no/where.json");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("railgate: cannot write " + temp + "/no/where.json: ");
    assertThat(run.out()).contains("right accepts");
  }

  @Test
  void aReportNeverReplacesItsTable() throws IOException {
    Run run = Run.of("eval", bank, "--cases", cases, "--json", temp + "/bank/../cases.csv");
    Run twice = Run.of("eval", bank, "--cases", cases, "--json", "x.out", "--html", "./x.out");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("is named twice, and would be written over");
    assertThat(Files.readString(Path.of(cases))).isEqualTo(CASES);
    assertThat(twice.code()).isEqualTo(2);
  }

  @Test
  void wrongCommandLines() {
    assertThat(Run.of("eval", bank).err()).contains("Missing required option: '--cases=FILE'");
    for (String wrong : List.of("95", "101%", "-1%", "x%", "1e1%", "100.1%")) {
      Run run = Run.of("eval", bank, "--cases", cases, "--min-accuracy=" + wrong);
      assertThat(run.err())
          .contains("found \"" + wrong + "\", expected a percentage from 0% to 100%");
      assertThat(run.code()).isEqualTo(2);
    }
    assertThat(Run.of("eval", "--help").out())
        .contains("--cases", "--html", "--json", "--min-accuracy", "--max-wrong-accepts")
        .contains("text,rail", "Exit codes");
    assertThat(Run.of("--help").out()).contains("eval ");
  }

  private String write(String name, String csv) {
    try {
      return Files.writeString(temp.resolve(name), csv).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
