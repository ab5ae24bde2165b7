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

class CoverageTest {

  private static final String RAILS =
      """
      rails:
        lost:
          about: Report a lost card
          says: [I lost my card, my card was stolen]
          reply: Shall I block it?
        "yes":
          says: ["yes please", do it]
          cases:
            - after: bank.lost
              prompt: Confirm that the card is blocked.
            - reply: What would you like?
        exchange:
          about: Change money
          says: ["change {amount} euros to {currency}", exchange money]
          slots:
            amount: {number: {min: 1, max: 500}, ask: "How much?"}
            currency: {one-of: {USD: [dollars], GBP: [pounds]}, ask: "Which one?"}
          prompt: State {amount} EUR in {currency}.
      """;

  @TempDir Path temp;

  @Test
  void nothingIsCoveredWithoutTests() {
    Coverage coverage = of("rejects: [write me a poem about the sea]");

    // Three rails, two slots, two cases, four outcomes, and those of the set.
    assertThat(coverage.items()).hasSize(13);
    assertThat(coverage.covered()).isEqualTo(1);
    assertThat(coverage.share()).isEqualTo(1.0 / 13);
    assertThat(missing(coverage))
        .contains(
            "bank.yml:2:3 rail bank.lost",
            "bank.yml:5:5 reply of rail bank.lost",
            "bank.yml:10:9 case 1 of rail bank.yes",
            "bank.yml:10:9 prompt of case 1 of rail bank.yes",
            "bank.yml:11:9 reply of case 2 of rail bank.yes",
            "bank.yml:16:16 slot {amount} of rail bank.exchange",
            "railgate.yml:7:3 clarify of otherwise")
        .doesNotContain("railgate.yml:7:3 refuse of otherwise");
  }

  @Test
  void theCaseThatHeldCounts() {
    Coverage coverage =
        of(
            """
            tests:
              - name: blocked
                turns: [{user: I lost my card}, {user: yes please}]
            """);

    assertThat(missing(coverage))
        .noneMatch(line -> line.contains("bank.lost"))
        .noneMatch(line -> line.contains("case 1"))
        .contains("bank.yml:11:9 case 2 of rail bank.yes");
    assertThat(missing(of("accepts: {bank.yes: yes please}")))
        .noneMatch(line -> line.contains("case 2"))
        .contains("bank.yml:10:9 case 1 of rail bank.yes");
  }

  @Test
  void anOutcomeCountsWhenNothingIsAskedAnyMore() {
    assertThat(missing(of("tests: [{name: a, turns: [{user: change 20 euros}]}]")))
        .noneMatch(line -> line.matches(".*\\d rail bank.exchange"))
        .anyMatch(line -> line.endsWith("prompt of rail bank.exchange"));
    List<String> asked =
        missing(of("tests: [{name: a, turns: [{user: exchange money}, {user: \"20\"}]}]"));
    assertThat(asked)
        .noneMatch(line -> line.contains("{amount}"))
        .anyMatch(line -> line.contains("{currency}"))
        .anyMatch(line -> line.endsWith("prompt of rail bank.exchange"));

    assertThat(
            missing(
                of(
                    "tests: [{name: a, turns: [{user: exchange money}, {user: \"20\"},"
                        + " {user: dollars}]}]")))
        .noneMatch(line -> line.contains("exchange"));
  }

  private static List<String> missing(Coverage coverage) {
    return coverage.missing().stream()
        .map(item -> item.place().toString().replaceAll(".*/", "") + " " + item.name())
        .toList();
  }

  private Coverage of(String tests) {
    RailSetFolder folder =
        new RailSetFolder(temp)
            .settings(RailSetFolder.SETTINGS + "  clarify: Which?\n")
            .rails("bank.yml", RAILS);
    folder.write("tests/all.yml", tests.getBytes(StandardCharsets.UTF_8));
    try {
      temp.resolve("rails/cards.yml").toFile().delete();
      var read = RailSetReader.readWithTests(temp, name -> null);
      try (RailEngine engine = RailEngine.load(read.set(), ENCODER)) {
        return TestReport.of(engine, ENCODER, read.tests(), TODAY, VectorCache.none()).coverage();
      }
    } catch (RailSetInvalid e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
