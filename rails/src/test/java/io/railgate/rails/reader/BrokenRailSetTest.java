package io.railgate.rails.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.railgate.rails.RailSetFolder;
import io.railgate.rails.set.Problem;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every defect has a place, says what was found and what was expected, and nothing is loaded. */
class BrokenRailSetTest {

  @TempDir Path temp;
  private RailSetFolder folder;

  @BeforeEach
  void writeASoundSet() {
    folder = new RailSetFolder(temp.resolve("bank"));
  }

  static Stream<Arguments> brokenRails() {
    return Stream.of(
        rails(
            "unknown key",
            "  a: {says: [x], pormpt: y, reply: z}",
            "2:18: unknown key \"pormpt\" in rail cards.a; did you mean \"prompt\"?"),
        rails(
            "key of a later version",
            "  a: {says: [x], quux: 1, reply: z}",
            "2:18: unknown key \"quux\" in rail cards.a; expected about, says, prompt, reply, refuse"),
        rails(
            "no outcome",
            "  a: {says: [x]}",
            "2:3: rail cards.a has no outcome, expected exactly one of prompt, reply, refuse"),
        rails(
            "two outcomes",
            "  a:\n    says: [x]\n    reply: y\n    refuse: z",
            "5:5: rail cards.a has 2 outcomes, expected exactly one of prompt, reply, refuse"),
        rails("no examples", "  a: {reply: y}", "2:6: \"says\" is missing in rail cards.a"),
        rails(
            "empty list",
            "  a: {says: [], reply: y}",
            "2:13: expected a list for \"says\" in rail cards.a, found an empty one"),
        rails(
            "examples are no list",
            "  a: {says: hello, reply: y}",
            "2:13: expected a list for \"says\" in rail cards.a, found a text"),
        rails(
            "an example is a mapping",
            "  a: {says: [{b: c}], reply: y}",
            "2:14: expected text for an item of \"says\" in rail cards.a, found keys and values; put a"
                + " text that holds \": \" in quotes"),
        rails(
            "an example is empty",
            "  a: {says: [x, ' '], reply: y}",
            "2:17: expected text for an item of \"says\" in rail cards.a, found nothing"),
        rails(
            "outcome without words",
            "  a:\n    says: [x]\n    reply:",
            "4:11: expected text for \"reply\" in rail cards.a, found nothing"),
        rails(
            "a rail is text",
            "  a: hello",
            "2:6: expected keys and values in rail cards.a, found a text"),
        rails(
            "rail name",
            "  Lost Card: {says: [x], reply: y}",
            "2:3: rail name: found \"Lost Card\", expected a name such as reset-pin"
                + " (a-z, 0-9 and hyphens)"),
        rails(
            "rail twice",
            "  a: {says: [x], reply: y}\n  a: {says: [x], reply: y}",
            "3:3: key \"a\" stands twice in \"rails\"; first in line 2"),
        rails(
            "placeholder",
            "  a:\n    says: [x]\n    prompt: Change {amount} now.",
            "4:13: prompt of rail cards.a uses {amount}, but placeholders cannot be filled"
                + " yet; write the text out"),
        rails(
            "not YAML",
            "  a: {says: [x, reply: y}",
            "2:25: not YAML: while parsing a flow sequence, expected ',' or ']', but got }"),
        rails(
            "tab",
            "\ta: {says: [x], reply: y}",
            "2:1: not YAML: while scanning for the next token, found character '\\t(TAB)' that"
                + " cannot start any token. (Do not use \\t(TAB) for indentation)"),
        rails(
            "an open quote",
            "  a:\n    says:\n      - \"my card is lost\n    reply: y\n\n",
            "4:9: not YAML: while scanning a quoted scalar, found unexpected end of stream; the quote"
                + " at its start is never closed"),
        rails(
            "a key without its colon",
            "  a:\n    says\n      - x\n    reply: y",
            "5:10: not YAML: mapping values are not allowed here; put a text that holds \": \" in"
                + " quotes, or end the key above with a colon"),
        rails(
            "a key without its colon at the end",
            "  a:\n    says: [x]\n    reply",
            "4:5: not YAML: while scanning a simple key, could not find expected ':'; a key is"
                + " followed by a colon and a space"),
        rails(
            "a key without a space",
            "  a:\n    says: [x]\n    reply:We are open",
            "4:5: not YAML: while scanning a simple key, could not find expected ':'; a key is"
                + " followed by a colon and a space"),
        rails(
            "a text with a colon",
            "  a:\n    says: [x]\n    reply: Hours: We are open",
            "4:17: not YAML: mapping values are not allowed here; put a text that holds \": \" in"
                + " quotes, or end the key above with a colon"),
        rails(
            "a text with a percent sign",
            "  a:\n    says:\n      - %flat\n    reply: y",
            "4:9: not YAML: while scanning for the next token, found character '%' that cannot start"
                + " any token. (Do not use % for indentation); put a text that begins so in quotes"),
        rails(
            "placeholder in capitals",
            "  a: {says: [x], reply: 'It is ${PRICE}.'}",
            "2:25: reply of rail cards.a uses ${PRICE}, but placeholders cannot be filled yet; write"
                + " the text out"),
        rails(
            "placeholder in an example",
            "  a: {says: ['pay {amount}'], reply: y}",
            "2:14: an example of rail cards.a uses {amount}, but placeholders cannot be filled yet;"
                + " write the text out"),
        rails(
            "tag of a list",
            "  a: {says: !!set [x], reply: y}",
            "2:13: found a tag (!); tags are not allowed, put the text in quotes"),
        rails(
            "anchor",
            "  a: &b {says: [x], reply: y}",
            "2:6: found an anchor (&); anchors are not allowed, write it out"),
        rails(
            "tag",
            "  a: {says: [!!str x], reply: y}",
            "2:14: found a tag (!); tags are not allowed, put the text in quotes"),
        rails(
            "control character after an emoji",
            "  a: {says: [\uD83D\uDE00 \u0007], reply: y}",
            "2:16: the character U+0007 is not allowed in YAML"),
        rails(
            "control character",
            "  a: {says: [\u0007], reply: y}",
            "2:14: the character U+0007 is not allowed in YAML"));
  }

  @ParameterizedTest
  @MethodSource("brokenRails")
  void aBrokenRailFile(String rails, String expected) {
    folder.rails("cards.yml", "rails:\n" + rails + "\n");

    assertThat(problems(Map.of())).containsExactly("rails/cards.yml:" + expected);
  }

  static Stream<Arguments> brokenSettings() {
    return Stream.of(
        settings(
            "unknown key",
            "name:",
            "nam:",
            "2:1: unknown key \"nam\" in railgate.yml; did you mean \"name\"?"),
        settings(
            "format",
            "railgate: 1",
            "railgate: 2",
            "1:11: railgate: found \"2\", expected 1, the version of the format"),
        settings(
            "encoder",
            "name:",
            "encoder: bge-smal-en-v1.5-q\nname:",
            "2:10: unknown encoder \"bge-smal-en-v1.5-q\"; did you mean \"bge-small-en-v1.5-q\"?"),
        settings(
            "backend URL",
            "url: demo",
            "url: ftp://x",
            "4:8: url: found \"ftp://x\", expected demo or a base URL such as"
                + " https://api.openai.com/v1, without user, query or /chat/completions"),
        settings(
            "variable",
            "url: demo",
            "url: ${LLM_URL}",
            "4:8: the variable LLM_URL is not set; set it, or write ${LLM_URL:-default}"),
        settings(
            "half a variable",
            "url: demo",
            "url: ${LLM URL}",
            "4:8: found \"${\", expected ${NAME} or ${NAME:-default}"),
        settings(
            "literal key",
            "url: demo",
            "url: demo\n  api-key: sk-123",
            "5:12: api-key: found a literal, expected a variable such as ${OPENAI_API_KEY}: keys"
                + " do not belong in files"),
        settings(
            "literal key as default",
            "url: demo",
            "url: demo\n  api-key: ${NO_KEY:-sk-123}",
            "5:12: api-key: found a literal, expected a variable such as ${OPENAI_API_KEY}: keys"
                + " do not belong in files"),
        settings(
            "URL of a route",
            "url: demo",
            "url: http://x/v1/chat/completions",
            "4:8: url: found \"http://x/v1/chat/completions\", expected demo or a base URL such as"
                + " https://api.openai.com/v1, without user, query or /chat/completions"),
        settings(
            "default in a default",
            "url: demo",
            "url: ${A:-${B}}",
            "4:8: found \"${\", expected ${NAME} or ${NAME:-default}"),
        settings(
            "similarity of one",
            "name:",
            "matching: {similarity: 1.0}\nname:",
            "2:24: similarity: found \"1.0\", expected a cosine such as 0.80 (above 0, at most 0.99)"),
        settings(
            "URL with a password",
            "url: demo",
            "url: https://me:s3cret@llm/v1",
            "4:8: url: found a URL with a user, expected demo or a base URL such as"
                + " https://api.openai.com/v1, without user, query or /chat/completions"),
        settings(
            "URL with a port that is none",
            "url: demo",
            "url: http://llm:99999/v1",
            "4:8: url: found \"http://llm:99999/v1\", expected demo or a base URL such as"
                + " https://api.openai.com/v1, without user, query or /chat/completions"),
        settings(
            "unknown key of backend",
            "url: demo",
            "url: demo\n  modle: x",
            "5:3: unknown key \"modle\" in \"backend\"; did you mean \"model\"?"),
        settings(
            "unknown key of timeout",
            "url: demo",
            "url: demo\n  timeout: {totl: 2s}",
            "5:13: unknown key \"totl\" in \"timeout\" of \"backend\"; did you mean \"total\"?"),
        settings(
            "unknown key of matching",
            "name:",
            "matching: {similarty: 0.8}\nname:",
            "2:12: unknown key \"similarty\" in \"matching\"; did you mean \"similarity\"?"),
        settings(
            "unknown key of otherwise",
            "otherwise:",
            "otherwise:\n  reply: x",
            "7:3: unknown key \"reply\" in \"otherwise\"; expected refuse"),
        settings(
            "unknown key of conversation",
            "name:",
            "conversation: {promt: x}\nname:",
            "2:16: unknown key \"promt\" in \"conversation\"; did you mean \"prompt\"?"),
        settings(
            "timeout of nothing",
            "url: demo",
            "url: demo\n  timeout: {idle: 0s}",
            "5:19: idle: found \"0s\", expected a time such as 500ms, 30s or 5m (1ms to 24h)"),
        settings(
            "timeout of more than a day",
            "url: demo",
            "url: demo\n  timeout: {idle: 25h}",
            "5:19: idle: found \"25h\", expected a time such as 500ms, 30s or 5m (1ms to 24h)"),
        settings(
            "URL with a query",
            "url: demo",
            "url: http://llm/v1?a=b",
            "4:8: url: found \"http://llm/v1?a=b\", expected demo or a base URL such as"
                + " https://api.openai.com/v1, without user, query or /chat/completions"),
        settings(
            "URL without a host",
            "url: demo",
            "url: http:///v1",
            "4:8: url: found \"http:///v1\", expected demo or a base URL such as"
                + " https://api.openai.com/v1, without user, query or /chat/completions"),
        settings(
            "key after a variable",
            "url: demo",
            "url: demo\n  api-key: ${NO_KEY:-}sk-123",
            "5:12: api-key: found a literal, expected a variable such as ${OPENAI_API_KEY}: keys"
                + " do not belong in files"),
        settings(
            "a variable that leaves nothing",
            "model: test-model",
            "model: ${MODEL:-}",
            "5:10: ${MODEL:-} is empty"),
        settings(
            "a secret in a key's place",
            "url: demo",
            "url: demo\n  sk-Proj123: x",
            "5:3: unknown key in \"backend\"; expected url, api-key, model, models, timeout"),
        settings(
            "no model",
            "  model: test-model\n",
            "",
            "4:3: \"backend\" needs \"model\" (the one to ask) or \"models\" (what clients may ask"
                + " for)"),
        settings(
            "timeout",
            "url: demo",
            "url: demo\n  timeout: {connect: 2}",
            "5:22: connect: found \"2\", expected a time such as 500ms, 30s or 5m (1ms to 24h)"),
        settings(
            "similarity",
            "name:",
            "matching: {similarity: 1.5}\nname:",
            "2:24: similarity: found \"1.5\", expected a cosine such as 0.80 (above 0, at most 0.99)"),
        settings(
            "similarity of zero",
            "name:",
            "matching: {similarity: 0.0}\nname:",
            "2:24: similarity: found \"0.0\", expected a cosine such as 0.80 (above 0, at most 0.99)"),
        settings(
            "no refusal",
            "  refuse: I can help with cards only.",
            "  {}",
            "7:3: \"refuse\" is missing in \"otherwise\""));
  }

  @ParameterizedTest
  @MethodSource("brokenSettings")
  void brokenSettings(String found, String replacement, String expected) {
    folder.settings(RailSetFolder.SETTINGS.replace(found, replacement));

    assertThat(problems(Map.of())).contains("railgate.yml:" + expected);
  }

  @Test
  void allProblemsOfASetComeAtOnceSortedByPlace() {
    folder
        .settings(RailSetFolder.SETTINGS.replace("name:", "nam:"))
        .rails("b.yml", "rails: {x: {says: [y]}}")
        .rails("a.yml", "rails: {x: {says: [y]},\n z: {reply: no}}");

    assertThatThrownBy(() -> RailSetReader.read(folder.path()))
        .isInstanceOf(RailSetInvalid.class)
        .hasMessageEndingWith("\n5 errors; nothing was loaded");
    assertThat(problems(Map.of()))
        .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
        .containsExactly(
            "railgate.yml:1:1:",
            "railgate.yml:2:1:",
            "rails/a.yml:1:9:",
            "rails/a.yml:2:5:",
            "rails/b.yml:1:9:");
  }

  @Test
  void aMissingFolder() {
    Path missing = temp.resolve("nowhere");

    assertThatThrownBy(() -> RailSetReader.read(missing))
        .hasMessage(missing + ": there is no such folder\n1 error; nothing was loaded");
  }

  @Test
  void aFileInPlaceOfTheFolder() {
    assertThatThrownBy(() -> RailSetReader.read(folder.path().resolve("railgate.yml")))
        .hasMessageContaining("railgate.yml: is a file, expected the folder of a rail set");
  }

  @Test
  void aFolderThatIsNoRailSet() {
    assertThatThrownBy(() -> RailSetReader.read(temp))
        .hasMessageContaining("railgate.yml: is missing, or no file: the folder is no rail set");
  }

  @Test
  void aFolderWhoseSettingsHaveAnotherEnding() throws IOException {
    Files.move(folder.path().resolve("railgate.yml"), folder.path().resolve("railgate.yaml"));

    assertThat(problems(Map.of()))
        .containsExactly("railgate.yml: is missing; rename railgate.yaml to it");
  }

  @Test
  void aKeyThatCannotStandInAHeader() {
    folder.settings(RailSetFolder.SETTINGS.replace("url: demo", "url: demo\n  api-key: ${KEY}"));

    assertThat(problems(Map.of("KEY", "sk-1\nx")))
        .containsExactly(
            "railgate.yml:5:12: api-key: the value of ${KEY} holds a character that a key cannot"
                + " have");
  }

  @Test
  void anAliasAlone() {
    folder.rails("cards.yml", "rails: *all");

    assertThat(problems(Map.of()))
        .first()
        .asString()
        .startsWith("rails/cards.yml:1:8: found an alias (*); aliases are not allowed");
  }

  @Test
  void aKeyBesideRails() {
    folder.rails("cards.yml", RailSetFolder.CARDS + "rail: {}\n");

    assertThat(problems(Map.of()))
        .containsExactly(
            "rails/cards.yml:14:1: unknown key \"rail\" in the rail file; did you mean \"rails\"?");
  }

  @Test
  void aSetWithoutRails() throws IOException {
    Files.delete(folder.path().resolve("rails/cards.yml"));

    assertThat(problems(Map.of())).containsExactly("rails: there is no rail in this folder");
  }

  @Test
  void aRailFileThatWouldBePassedOver() {
    folder.rails("loans.yaml", RailSetFolder.CARDS);

    assertThat(problems(Map.of()))
        .containsExactly("rails/loans.yaml: expected only files here, whose names end in .yml");
  }

  @Test
  void aFileNameThatIsNoGroup() {
    folder.rails("My Cards.yml", RailSetFolder.CARDS);

    assertThat(problems(Map.of()))
        .containsExactly(
            "rails/My Cards.yml: the file's name is the group: expected a name such as cards.yml"
                + " (a-z, 0-9 and hyphens)");
  }

  @Test
  void anEmptyFile() {
    folder.rails("cards.yml", "");

    assertThat(problems(Map.of())).containsExactly("rails/cards.yml: the file is empty");
  }

  @Test
  void aFileInAnotherEncoding() {
    folder.write("rails/cards.yml", RailSetFolder.CARDS.getBytes(StandardCharsets.UTF_16));

    assertThat(problems(Map.of())).containsExactly("rails/cards.yml: is not UTF-8 text");
  }

  @Test
  void aFileOfTheLargestSizeIsReadAndOneByteMoreIsNot() throws RailSetInvalid {
    String largest =
        RailSetFolder.CARDS + "#".repeat(YamlFile.MAX_BYTES - RailSetFolder.CARDS.length());

    folder.rails("cards.yml", largest);
    assertThat(RailSetReader.read(folder.path()).rails()).hasSize(3);

    folder.rails("cards.yml", largest + "#");
    assertThat(problems(Map.of()))
        .containsExactly("rails/cards.yml: the file is larger than 1 MiB");
  }

  @Test
  void aBombOfAliasesIsRefusedWhereItStarts() {
    String bomb = "a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n";
    folder.rails("cards.yml", bomb);

    assertThat(problems(Map.of()))
        .first()
        .isEqualTo(
            "rails/cards.yml:1:4: found an anchor (&); anchors are not allowed, write it out");
  }

  @Test
  void nestingDeeperThanTheLimitIsRefused() {
    String withinTheLimit = "[".repeat(YamlFile.MAX_DEPTH) + "]".repeat(YamlFile.MAX_DEPTH);

    folder.rails("cards.yml", withinTheLimit);
    assertThat(problems(Map.of()))
        .containsExactly(
            "rails/cards.yml:1:1: expected keys and values in the rail file, found a list");

    folder.rails("cards.yml", "[" + withinTheLimit + "]");
    assertThat(problems(Map.of()))
        .containsExactly("rails/cards.yml:1:33: nested deeper than 32 levels");
  }

  @Test
  void aLinkOutOfTheFolder() throws IOException {
    Path outside = Files.writeString(temp.resolve("outside.yml"), RailSetFolder.CARDS);
    Files.createSymbolicLink(folder.path().resolve("rails/loans.yml"), outside);

    assertThat(problems(Map.of()))
        .containsExactly("rails/loans.yml: leads out of the rail set's folder");
  }

  private List<String> problems(Map<String, String> variables) {
    try {
      RailSetReader.read(folder.path(), variables::get);
      return List.of();
    } catch (RailSetInvalid e) {
      String root = folder.path() + "/";
      return e.problems().stream().map(Problem::toString).map(p -> p.replace(root, "")).toList();
    }
  }

  private static Arguments rails(String name, String yaml, String expected) {
    return argumentSet(name, yaml, expected);
  }

  private static Arguments settings(String name, String found, String by, String expected) {
    return argumentSet(name, found, by, expected);
  }
}
