package io.railgate.rails.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.railgate.rails.RailSetFolder;
import io.railgate.rails.Talk;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each warning: what brings it about, where it stands, and what makes it go away. */
class LinterTest {

  private static final String SOUND =
      """
      rails:
        report-lost:
          about: Report a lost card
          says: [I lost my card, my card was stolen, somebody took my card]
          prompt: Explain how a customer blocks a lost card.
        fees:
          about: What an account costs
          says: [what does an account cost, which fees do you charge, is the account free]
          reply: Nothing.
      """;

  private static final String TESTS =
      "accepts: {cards.report-lost: [I lost my card], cards.fees: [is the account free]}\n";

  @TempDir Path temp;
  private RailSetFolder folder;

  @BeforeEach
  void write() {
    folder = new RailSetFolder(temp).rails("cards.yml", SOUND);
    folder.write("tests/cards.yml", TESTS.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<Arguments> defects() {
    return Stream.of(
        defect(
            Code.SAME_EXAMPLE,
            "which fees do you charge",
            "I LOST my card!",
            "8:39",
            "the example \"I LOST my card!\" of rail cards.fees stands under cards.report-lost too, at cards.yml:4:12"),
        defect(
            Code.CLOSE_EXAMPLES,
            "which fees do you charge",
            "someone took my bank card",
            "8:39",
            "the example \"someone took my bank card\" of rail cards.fees and \"somebody took my card\" of rail"
                + " cards.report-lost, at cards.yml:4:48, are closer than their own kin"),
        defect(
            Code.FEW_EXAMPLES,
            ", is the account free]",
            "]",
            "6:3",
            "rail cards.fees has 2 examples"),
        defect(
            Code.PASS_OPENS_WORLD,
            "reply: Nothing.",
            "pass: true",
            "9:5",
            "rail cards.fees passes on what the user typed"),
        defect(
            Code.TEXT_OPENS_WORLD,
            "reply: Nothing.",
            "prompt: Hi {x}\n    slots: {x: {text: {max: 9}}}",
            "10:17",
            "slot {x} of rail cards.fees takes the user's words"),
        defect(
            Code.OPEN_PATTERN,
            "reply: Nothing.",
            "prompt: Hi {x}\n    slots: {x: {pattern: '[a-zA-Z ]+'}}",
            "10:17",
            "the pattern of slot {x} of rail cards.fees fits ordinary sentences"),
        defect(
            Code.UNUSED_SLOT,
            "reply: Nothing.",
            "reply: Hi\n    slots: {x: {number: {max: 9}}}",
            "10:17",
            "slot {x} of rail cards.fees is used by no prompt or reply"),
        defect(
            Code.LONG_PROMPT,
            "reply: Nothing.",
            "prompt: " + "Be exact. ".repeat(820),
            "9:5",
            "the prompt of rail cards.fees has 8,199 characters, about 2,049 tokens"),
        defect(
            Code.LONG_EXAMPLE,
            "is the account free",
            "is the account free, " + "really ".repeat(600),
            "8:86",
            "the example is longer than the encoder reads (512 tokens)"),
        defect(
            Code.UNREACHABLE_AFTER,
            "reply: Nothing.",
            "after: cards.fees\n    reply: Nothing.",
            "9:12",
            "rail cards.fees is to come after cards.fees, which no conversation gets to"),
        defect(
            Code.UNREACHABLE_AFTER,
            "reply: Nothing.",
            "cases: [{after: cards.*, reply: a}, {after: cards.report-lost, reply: b}, {reply: c}]",
            "9:49",
            "the case of rail cards.fees after cards.report-lost is hidden by an earlier one after cards.*"),
        defect(
            Code.SHADOWED_RAIL,
            "what does an account cost, which fees do you charge, is the account free",
            "i lost my card, My card was stolen, i lost MY card",
            "6:3",
            "rail cards.fees can never win: its examples are taken by cards.report-lost"));
  }

  private static Arguments defect(
      Code code, String replaced, String replacement, String place, String message) {
    return argumentSet(code.id(), code, replaced, replacement, place, message);
  }

  @ParameterizedTest
  @MethodSource("defects")
  void eachDefectHasItsWarning(
      Code code, String replaced, String replacement, String place, String message) {
    assertThat(SOUND).contains(replaced);
    folder.rails("cards.yml", SOUND.replace(replaced, replacement));

    List<Warning> warnings = lint().stream().filter(w -> w.code() == code).toList();

    assertThat(warnings).isNotEmpty();
    String rails = temp.resolve("rails") + "/";
    assertThat(warnings.getFirst().place().toString()).isEqualTo(rails + "cards.yml:" + place);
    assertThat(warnings.getFirst().message().replace(rails, "")).isEqualTo(message);
  }

  @Test
  void aSoundSetHasNoWarnings() {
    assertThat(lint()).isEmpty();
  }

  @Test
  void aRailThatNoTestNamesIsUntested() {
    folder.write(
        "tests/cards.yml",
        "accepts: {cards.fees: [is the account free]}\n".getBytes(StandardCharsets.UTF_8));
    assertThat(lint())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.code()).isEqualTo(Code.UNTESTED_RAIL);
              assertThat(warning.message()).isEqualTo("no test names rail cards.report-lost");
              assertThat(warning.place().line()).isEqualTo(2);
            });
    folder.write(
        "tests/more.yml",
        "tests: [{name: a, user: I lost my card, expect: {rail: cards.report-lost}}]"
            .getBytes(StandardCharsets.UTF_8));
    assertThat(lint()).isEmpty();
  }

  @Test
  void aTestThatDoesNotHold() {
    folder.write(
        "tests/more.yml",
        "tests: [{name: a, user: I lost my card, expect: {action: reply}}]"
            .getBytes(StandardCharsets.UTF_8));
    assertThat(lint())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.code()).isEqualTo(Code.FAILING_TEST);
              assertThat(warning.message())
                  .isEqualTo("turn 1 of \"a\": expected action reply, got forward");
              assertThat(warning.place().toString()).endsWith("tests/more.yml:1:25");
            });
  }

  @Test
  void aNeverLineThatWouldSurelyMatchARail() {
    folder.settings(RailSetFolder.SETTINGS + "never: [somebody took my bank card, write a poem]\n");

    assertThat(lint())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.code()).isEqualTo(Code.NEVER_MATCHES);
              assertThat(warning.place().column()).isEqualTo(9);
              assertThat(warning.message())
                  .startsWith(
                      "the line \"somebody took my bank card\" would match rail cards.report-lost, by");
            });
  }

  @Test
  void aRailWithoutAboutIsShownByItsExampleInQuestions() {
    folder.rails("cards.yml", SOUND.replace("    about: What an account costs\n", ""));
    assertThat(lint()).isEmpty();

    folder.settings(RailSetFolder.SETTINGS + "  clarify: Which one?\n");
    assertThat(lint())
        .singleElement()
        .satisfies(warning -> assertThat(warning.code()).isEqualTo(Code.MISSING_ABOUT));
  }

  @Test
  void railsThatAreNeverCandidatesTogetherMayShareTheirExamples() {
    folder.rails(
        "talk.yml",
        """
        rails:
          a: {says: ["yes", yes please, sure], after: cards.fees, reply: x}
          b: {says: ["yes", yes please, sure], after: cards.report-lost, reply: y}
        """);
    folder.write(
        "tests/more.yml",
        """
        tests:
          - name: a
            turns: [{user: is the account free}, {user: "yes", expect: {rail: talk.a}}]
          - name: b
            turns: [{user: I lost my card}, {user: "yes", expect: {rail: talk.b}}]
        """
            .getBytes(StandardCharsets.UTF_8));

    assertThat(lint()).isEmpty();
  }

  @Test
  void warningsAreInTheOrderOfTheirPlaces() {
    folder.rails("zz.yml", "rails: {a: {says: [good morning], reply: x}}");
    folder.rails(
        "aa.yml", "rails:\n  b: {says: [pay a bill], reply: x}\n  c: {says: [bye], reply: x}");

    assertThat(lint()).extracting(Warning::place).isSorted().hasSize(6);
  }

  @Test
  void everyCodeSaysWhyAndWhatToDo() {
    assertThat(EnumSet.allOf(Code.class))
        .allSatisfy(
            code -> {
              assertThat(code.id()).matches("[a-z]+(-[a-z]+)+");
              assertThat(code.explanation()).endsWith(".");
              assertThat(code.wayOut()).endsWith(".");
            });
  }

  @Test
  void theReferenceListsEveryCode() throws IOException {
    String reference = Files.readString(Path.of("LANGUAGE.md"));

    for (Code code : Code.values()) {
      assertThat(reference)
          .contains("| `%s` | %s | %s |%n".formatted(code.id(), code.explanation(), code.wayOut()));
    }
  }

  /** The set that is bad on purpose shows every code. */
  @Test
  void theBadExampleShowsEveryCode() throws RailSetInvalid {
    var bad = RailSetReader.readWithTests(Path.of("../examples/bad"), name -> null);
    try (RailEngine engine = RailEngine.load(bad.set(), Talk.ENCODER)) {
      Set<Code> shown =
          Linter.lint(engine, Talk.ENCODER, bad.tests(), Talk.TODAY).stream()
              .map(Warning::code)
              .collect(Collectors.toSet());

      assertThat(shown).containsExactlyInAnyOrder(Code.values());
    }
  }

  private List<Warning> lint() {
    try {
      var read = RailSetReader.readWithTests(temp, name -> null);
      try (RailEngine engine = RailEngine.load(read.set(), Talk.ENCODER)) {
        return Linter.lint(engine, Talk.ENCODER, read.tests(), Talk.TODAY);
      }
    } catch (RailSetInvalid e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
