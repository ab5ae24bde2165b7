package io.railgate.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import io.railgate.rails.RailSetFolder;
import io.railgate.rails.set.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class TestCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PASSING =
      """
      tests:
        - name: a card, after a greeting
          turns:
            - user: hello
              expect: {rail: cards.greeting, action: reply, says: Ask me}
            - user: somebody took my card
              expect: {rail: cards.report-lost, forwards: Explain how a customer blocks a lost card.}
              backend: Call us.
      accepts: {cards.politics: [who should I vote for]}
      rejects: [write me a poem about the sea]
      """;

  private static final String FAILING =
      """
      tests:
        - name: another prompt
          turns:
            - user: hello
            - user: somebody took my card
              expect: {forwards: Explain how someone blocks a card.}
      accepts: {cards.politics: ["I lost my card <&>"]}
      rejects: [my card was stolen]
      """;

  @TempDir Path temp;
  private RailSetFolder folder = new RailSetFolder(Path.of("."));
  private String bank = "";

  @BeforeEach
  void write() {
    folder = new RailSetFolder(temp.resolve("bank"));
    bank = folder.path().toString();
    tests(PASSING);
  }

  @Test
  void whatGoesAsExpectedPasses() {
    Run run = Run.of("test", bank, "--no-cache");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith(bank + ": 3 tests with 4 turns: all passed\ncoverage 100.0% (7 of 7)\nset ");
    assertThat(run.code()).isZero();
  }

  @Test
  void aFailureShowsWhatIsNeededToMendIt() {
    tests(FAILING);

    Run run = Run.of("test", bank);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            """
            FAILED turn 2 of "another prompt"
              at         %1$s/tests/all.yml:5:15
              user       somebody took my card
              expected   another prompt: [-expected-] {+got+}
                         Explain how [-someone-] {+a customer+} blocks a {+lost+} card.
              nearest    0."""
                .formatted(bank))
        .contains(
            "cards.report-lost  cosine 0.",
            "\"my card was stolen\"  " + bank + "/rails/cards.yml:6:9")
        .contains("  runner-up  ")
        .contains("  confidence 0.", ", 0.400 is needed; lead 0.", ", 0.100 is needed")
        .contains(
            "FAILED \"I lost my card <&>\"",
            "  expected   rail cards.politics, got cards.report-lost (forward)")
        .contains("  expected   that it matches nothing, got forward by cards.report-lost")
        .contains("Not exercised:\n", "/rails/cards.yml:11:3  rail cards.politics\n")
        .contains(bank + ": 3 tests with 4 turns: 3 failed, 0 passed\ncoverage 57.1% (4 of 7)\n")
        .doesNotContain("\u001b");
  }

  @Test
  void theJsonIsTheSameEachTime() throws IOException {
    tests(FAILING);
    Path one = temp.resolve("1.json");
    Path two = temp.resolve("2.json");

    Run.of("test", bank, "--json", one.toString(), "--no-cache");
    Run.of("test", bank, "--json", two.toString());

    assertThat(two).hasSameBinaryContentAs(one);
    JsonNode report = JSON.readTree(one.toFile());
    assertThat(report.path("failed").asInt()).isEqualTo(3);
    assertThat(report.at("/coverage/missing/0/name").asText()).isEqualTo("rail cards.politics");
    JsonNode turn = report.at("/results/0/turns/1");
    assertThat(turn.path("line").asInt()).isEqualTo(5);
    assertThat(turn.path("rail").asText()).isEqualTo("cards.report-lost");
    assertThat(turn.at("/defects/0/expected").asText())
        .isEqualTo("Explain how someone blocks a card.");
    assertThat(turn.at("/rails/0/place").asText()).endsWith("rails/cards.yml:6:9");
  }

  @Test
  void theJUnitReportIsReadByXmlParsers() throws Exception {
    tests(FAILING);
    Path file = temp.resolve("junit.xml");

    Run.of("test", bank, "--junit", file.toString());

    Element suites =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement();
    assertThat(suites.getAttribute("tests") + suites.getAttribute("failures")).isEqualTo("33");
    assertThat(suites.getElementsByTagName("testsuite").getLength()).isEqualTo(1);
    Element test = (Element) suites.getElementsByTagName("testcase").item(1);
    assertThat(test.getAttribute("name")).isEqualTo("I lost my card <&>");
    assertThat(test.getAttribute("line")).isEqualTo("7");
    assertThat(((Element) test.getElementsByTagName("failure").item(0)).getAttribute("message"))
        .isEqualTo(
            "\"I lost my card <&>\": expected rail cards.politics, got cards.report-lost (forward)");
  }

  @Test
  void thePageIsWellFormedAndEscapesWhatUsersSay() throws Exception {
    tests(FAILING);
    Path file = temp.resolve("tests.html");

    Run.of("test", bank, "--html", file.toString());

    assertThat(Files.readString(file))
        .contains("I lost my card &lt;&amp;&gt;", "<del>someone</del>", "<ins>a customer</ins>")
        .contains("<svg", "class=\"heat\"", "rail cards.politics</td>")
        .doesNotContain("<script", "<&>")
        .containsSubsequence("Failures", "Coverage", "Confidence", "Confusion", "All tests");
  }

  @Test
  void theRightTestsArePicked() {
    tests(PASSING);

    assertThat(Run.of("test", bank, "--filter", "VOTE").out()).contains("1 test with 1 turn: all");
    assertThat(Run.of("test", bank, "--filter", "greeting", "--filter", "poem").out())
        .contains("2 tests with 3 turns: all")
        .doesNotContain("coverage");
    Run none = Run.of("test", bank, "--filter", "nothing of the kind");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("--filter: no test holds \"nothing of the kind\"");
  }

  @Test
  void coverageCanBeDemanded() {
    tests("accepts: {cards.report-lost: [I lost my card]}");

    assertThat(Run.of("test", bank, "--min-coverage", "28%").code()).isZero();
    Run run = Run.of("test", bank, "--min-coverage", "50%");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "railgate: --min-coverage: 28.6% (2 of 7) of the set is exercised, expected at least"
                + " 50%\n");
    Run both = Run.of("test", bank, "--min-coverage", "50%", "--filter", "card");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).contains("leave out --filter");
  }

  @Test
  void whatCannotBeLoadedEndsWithTwo() {
    tests("tests:\n  - name: x\n    usr: hello\n");

    Run run = Run.of("test", bank);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("tests/all.yml:3:5: unknown key \"usr\"");
    assertThat(Run.of("test", temp.resolve("none").toString()).code()).isEqualTo(2);
  }

  @Test
  void theDayCanBeSet() {
    folder.rails(
        "visit.yml",
        """
        rails:
          book:
            says: ["book a visit for {day}", book a visit]
            slots: {day: {date: {from: today, to: +60d}, ask: "When?"}}
            prompt: Book {day}.
        """);
    tests(
        "tests: [{name: a, user: book a visit for tomorrow, expect: {forwards: Book 2026-03-01.}}]");

    assertThat(Run.of("test", bank, "--today", "2026-02-28").code()).isZero();
    assertThat(Run.of("test", bank, "--today", "2026-03-28").code()).isEqualTo(1);
    assertThat(Run.of("test", bank, "--today", "yesterday").code()).isEqualTo(2);
  }

  @Test
  void aProxyWithKeysIsShownOne() {
    String sha256 =
        "8eb943e7040b69a94bf39562088223755bff4c2e7c5fc257f1e08f870fe01d35"; // of client-key
    ProxiedBank.in(folder.path())
        .settings(ProxiedBank.SETTINGS + "keys: [{id: tests, sha256: " + sha256 + "}]\n");
    Models models = new Models(Optional.of("m"), List.of());
    try (ScriptedBackend backend = new ScriptedBackend();
        TestProxy proxy = TestProxy.serve(folder.path(), backend.url())) {
      LiveTalk known = new LiveTalk(proxy.url(), models, Optional.of("client-key"));
      assertThat(known.say(List.of("I lost my card"))).hasSize(1);

      LiveTalk unknown = new LiveTalk(proxy.url(), models, Optional.empty());
      assertThatExceptionOfType(LiveTalk.Failed.class)
          .isThrownBy(() -> unknown.say(List.of("I lost my card")))
          .withMessageContaining("status 401")
          .withMessageEndingWith("; set RAILGATE_KEY to a key that the proxy knows");
    }
  }

  @Test
  void theSameConversationsRunThroughAProxy() throws IOException {
    ProxiedBank.in(folder.path());
    tests(PASSING);
    try (ScriptedBackend backend = new ScriptedBackend();
        TestProxy proxy = TestProxy.serve(folder.path(), backend.url())) {
      folder.settings(RailSetFolder.SETTINGS); // what tests read needs no variables
      Run run = Run.of("test", bank, "--live", proxy.url().toString());

      assertThat(run.err()).isEmpty();
      assertThat(run.out())
          .contains("3 tests with 4 turns: all passed", "set " + proxy.engine().digest());
      assertThat(backend.received()).hasSize(1);

      tests(FAILING);
      Run failing = Run.of("test", bank, "--live", proxy.url() + "/");
      assertThat(failing.code()).isEqualTo(1);
      assertThat(failing.out()).contains("{+a customer+}", "3 failed, 0 passed");
      assertThat(failing.out())
          .containsPattern("nearest +0\\.\\d{3} cards\\.report-lost  cosine 0\\.\\d{3}\n")
          .containsPattern("confidence +0\\.\\d{3}, 0\\.\\d{3} is needed; lead ");
    }
    Run gone = Run.of("test", bank, "--live", "http://127.0.0.1:1/v1");
    assertThat(gone.code()).isEqualTo(1);
    assertThat(gone.err()).startsWith("railgate: http://127.0.0.1:1/v1/checks cannot be asked");
  }

  @Test
  void watchingPlaysAgainWhatWasSaved() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Thread watching =
        Thread.ofPlatform()
            .start(
                () ->
                    Railgate.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute("test", bank, "--watch"));
    try {
      await(err, "Watching", 1);
      assertThat(out.toString()).contains("3 tests with 4 turns: all passed");

      tests(FAILING);
      await(err, "Watching", 2);
      assertThat(out.toString()).contains("3 failed, 0 passed");

      folder.rails("cards.yml", "rails: {x: {sayz: [a]}}");
      await(err, "Watching", 3);
      assertThat(err.toString()).contains("unknown key \"sayz\"");

      folder.rails("cards.yml", RailSetFolder.CARDS);
      tests(PASSING);
      await(err, "Watching", 4);
      assertThat(out.toString().lines().filter(line -> line.endsWith("all passed"))).hasSize(2);
    } finally {
      watching.interrupt();
      watching.join(TimeUnit.SECONDS.toMillis(10));
    }
    assertThat(watching.isAlive()).isFalse();
  }

  @Test
  void aBrowserDrawsThePage() throws Exception {
    Path chromium = Path.of("/usr/bin/chromium");
    if (!Files.isExecutable(chromium)) {
      System.out.println("The page of tests is not drawn: there is no chromium here");
    }
    assumeThat(chromium).isExecutable();
    tests(FAILING);
    Path page = temp.resolve("tests.html");
    Run.of("test", bank, "--html", page.toString());
    Path dom = temp.resolve("dom");
    Path log = temp.resolve("log");

    Process browser =
        new ProcessBuilder(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--enable-logging=stderr",
                "--user-data-dir=" + temp.resolve("profile"),
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(Files.readString(log)).doesNotContain("CONSOLE");
    assertThat(Files.readString(dom))
        .contains("</table>", "class=\"bar right\"", "class=\"threshold\"", "class=\"heat\"");
  }

  private static void await(StringWriter text, String word, int times) throws Exception {
    for (int i = 0; i < 600 && count(text, word) < times; i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(count(text, word)).as(text.toString()).isGreaterThanOrEqualTo(times);
  }

  private static int count(StringWriter text, String word) {
    return (int) text.toString().lines().filter(line -> line.startsWith(word)).count();
  }

  private void tests(String yaml) {
    folder.write("tests/all.yml", yaml.getBytes(StandardCharsets.UTF_8));
  }
}
