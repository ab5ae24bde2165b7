package io.railgate.rails.reader;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.railgate.embeddings.BuiltInModels;
import io.railgate.rails.RailSetFolder;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with folders, links, sizes and encodings, which no fixture can hold. */
class BrokenRailSetTest {

  @TempDir Path temp;
  private RailSetFolder folder;

  @BeforeEach
  void writeASoundSet() {
    folder = new RailSetFolder(temp.resolve("bank"));
  }

  @Test
  void allProblemsOfASetComeAtOnceSortedByFileLineAndColumn() {
    folder
        .settings(RailSetFolder.SETTINGS.replace("name:", "nam:"))
        .rails("b.yml", "rails: {x: {says: [y]}}")
        .rails("a.yml", "rails: {x: {says: [y]},\n\n\n\n\n\n\n\n\n z: {says: no, reply: y}}")
        .write("tests/a.yml", "tests: []\n".getBytes(UTF_8));
    folder.rails("c.yml", "rails:\n" + "\n".repeat(7) + "  x: {reply: y}\n  z: {reply: y}");

    assertThatThrownBy(() -> RailSetReader.readWithTests(folder.path(), name -> null))
        .isInstanceOf(RailSetInvalid.class)
        .hasMessageEndingWith("\n7 errors; nothing was loaded");
    assertThat(problems())
        .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
        .containsExactly(
            "railgate.yml:2:1:",
            "rails/a.yml:1:9:",
            "rails/a.yml:10:12:",
            "rails/b.yml:1:9:",
            "rails/c.yml:9:6:",
            "rails/c.yml:10:6:",
            "tests/a.yml:1:8:");
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

    assertThat(problems()).containsExactly("railgate.yml: is missing; rename railgate.yaml to it");
  }

  @Test
  void aFolderInPlaceOfTheSettings() throws IOException {
    Files.delete(folder.path().resolve("railgate.yml"));
    Files.createDirectory(folder.path().resolve("railgate.yml"));

    assertThat(problems())
        .containsExactly("railgate.yml: is missing, or no file: the folder is no rail set");
  }

  @Test
  void aFolderInPlaceOfARailFile() throws IOException {
    Files.createDirectory(folder.path().resolve("rails/loans.yml"));

    assertThat(problems())
        .containsExactly(
            "rails/loans.yml: expected only files here whose names end in .yml; rename it, or move"
                + " it away");
  }

  @Test
  void aFileInPlaceOfTheFolderOfRails() throws IOException {
    Files.delete(folder.path().resolve("rails/cards.yml"));
    Files.delete(folder.path().resolve("rails"));
    Files.writeString(folder.path().resolve("rails"), RailSetFolder.CARDS);

    assertThat(problems())
        .containsExactly("rails: is missing, or no folder; put the rail files into it");
  }

  @Test
  void aFileInPlaceOfTheFolderOfTests() throws IOException {
    Files.writeString(folder.path().resolve("tests"), "tests: []\n");

    assertThat(problems()).containsExactly("tests: is a file, expected a folder with test files");
  }

  @Test
  void aSetWithoutRails() throws IOException {
    Files.delete(folder.path().resolve("rails/cards.yml"));

    assertThat(problems()).containsExactly("rails: there is no rail in this folder");
  }

  @Test
  void aKeyThatCannotStandInAHeader() {
    folder.settings(RailSetFolder.SETTINGS.replace("url: demo", "url: demo\n  api-key: ${KEY}"));

    assertThat(Folders.problems(folder.path(), Map.of("KEY", "sk-1\nx")))
        .containsExactly(
            "railgate.yml:5:12: api-key: the value of ${KEY} holds a character that a key cannot"
                + " have");
  }

  @Test
  void aFileInAnotherEncoding() {
    String notUtf8 = "rails/cards.yml: is not UTF-8 text; save it with the encoding UTF-8";

    folder.write("rails/cards.yml", RailSetFolder.CARDS.getBytes(UTF_16));
    assertThat(problems()).containsExactly(notUtf8);

    folder.write("rails/cards.yml", "rails: # für alle".getBytes(ISO_8859_1));
    assertThat(problems()).containsExactly(notUtf8);

    folder.write("rails/cards.yml", new byte[] {'r', (byte) 0xC0, (byte) 0x80});
    assertThat(problems()).containsExactly(notUtf8);
  }

  /** Without a byte order mark, ASCII in UTF-16 is UTF-8 with a NUL beside each letter. */
  @Test
  void aFileInUtf16WithoutItsMark() {
    folder.write("rails/cards.yml", RailSetFolder.CARDS.getBytes(UTF_16LE));

    assertThat(problems())
        .containsExactly(
            "rails/cards.yml:1:2: found the invisible character U+0000, which is not allowed;"
                + " delete it");
  }

  @Test
  void placesAreThoseOfAnEditorWhateverTheLineEnds() {
    String broken = RailSetFolder.CARDS.replace("    reply:", "    \uD83D\uDE00: x\n    replay:");

    for (String lineEnd : List.of("\n", "\r\n", "\r")) {
      folder.rails("cards.yml", "\uFEFF" + broken.replace("\n", lineEnd));

      assertThat(problems())
          .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
          .containsExactly("rails/cards.yml:10:5:", "rails/cards.yml:11:5:");
    }
  }

  @Test
  void aFileOfTheLargestSizeIsReadAndOneByteMoreIsNot() {
    String largest =
        RailSetFolder.CARDS + "#".repeat(YamlFile.MAX_BYTES - RailSetFolder.CARDS.length());

    folder.rails("cards.yml", largest);
    assertThat(problems()).isEmpty();

    folder.rails("cards.yml", largest + "#");
    assertThat(problems())
        .containsExactly("rails/cards.yml: the file is larger than 1 MiB; split it into several");
  }

  @Test
  @Timeout(10)
  void aBombOfAliasesIsRefusedWhereItStarts() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", List.of(alias, alias))));
    }
    folder.rails("cards.yml", bomb.toString());

    assertThat(problems())
        .hasSize(30 + 2 * 29)
        .first()
        .asString()
        .startsWith("rails/cards.yml:1:5: found an anchor (&); anchors are not allowed");
  }

  @Test
  @Timeout(20)
  void aTextThatBeginsManyVariablesIsReadSoon() {
    folder.rails(
        "a.yml", "rails: {x: {says: [y], reply: \"%s\"}}".formatted("${A:-".repeat(200_000)));

    assertThat(problems()).singleElement().asString().contains("holds a variable");
  }

  @Test
  @Timeout(20)
  void manyMistypedPlaceholdersAreFoundSoon() {
    StringBuilder slots = new StringBuilder();
    StringBuilder holes = new StringBuilder();
    for (int i = 0; i < 15_000; i++) {
      slots.append("aa%d: {number: {}}, ".formatted(i));
      holes.append("{ab%d} ".formatted(i));
    }
    folder.rails(
        "a.yml", "rails: {x: {says: [y], slots: {%s}, reply: \"%s\"}}".formatted(slots, holes));

    assertThat(problems()).hasSize(15_000);
  }

  @Test
  @Timeout(20)
  void patternsThatAreTooLargeTogetherAreRefused() {
    StringBuilder slots = new StringBuilder();
    for (int i = 0; i < Mentions.MAX_PATTERNS / 2000; i++) {
      slots.append("      s%d: {pattern: '[a-z]{999}\\d{1000}x'}\n".formatted(i));
    }
    String rail = "rails:\n  x:\n    says: [y]\n    reply: z\n    slots:\n" + slots;
    folder.rails("a.yml", rail);
    assertThat(problems()).isEmpty();

    folder.rails("a.yml", rail + "      one-more: {pattern: a}\n");

    assertThat(problems())
        .containsExactly(
            "rails/a.yml:106:27: pattern: found \"a\", expected fewer or shorter patterns: those of"
                + " the set are too large together");
  }

  @Test
  @Timeout(10)
  void aBombOfBracketsIsRefusedWhereItIsTooDeep() {
    folder.rails("cards.yml", "[".repeat(YamlFile.MAX_BYTES));

    assertThat(problems())
        .containsExactly(
            "rails/cards.yml:1:33: nested deeper than 32 levels; a text that holds brackets needs"
                + " quotes");
  }

  @Test
  void theDeepestNestingIsRead() {
    folder.rails("cards.yml", "[".repeat(YamlTree.MAX_DEPTH) + "]".repeat(YamlTree.MAX_DEPTH));

    assertThat(problems())
        .containsExactly(
            "rails/cards.yml:1:1: expected keys and values in the rail file, found a list");
  }

  @Test
  void aLinkToAFileOutOfTheFolder() throws IOException {
    Path outside = Files.writeString(temp.resolve("outside.yml"), RailSetFolder.CARDS);
    Files.createSymbolicLink(folder.path().resolve("rails/loans.yml"), outside);

    assertThat(problems()).containsExactly("rails/loans.yml: leads out of the rail set's folder");
  }

  @Test
  void aLinkToAFolderOutOfTheFolder() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("cards.yml"), "tests: []\n");
    Files.createSymbolicLink(folder.path().resolve("tests"), outside);

    assertThat(problems()).containsExactly("tests: leads out of the rail set's folder");
  }

  @Test
  void aLinkToNothing() throws IOException {
    Files.createSymbolicLink(folder.path().resolve("rails/loans.yml"), temp.resolve("nowhere"));

    assertThat(problems())
        .containsExactly(
            "rails/loans.yml: expected only files here whose names end in .yml; rename it, or move"
                + " it away");
  }

  @Test
  void aLinkFromAnEncodersFolderOutOfTheSet() throws IOException {
    Path outside = Files.writeString(temp.resolve("model.onnx"), "x");
    folder
        .settings(RailSetFolder.SETTINGS + "encoder: ./own\n")
        .write("own/tokenizer.json", "{}".getBytes(UTF_8))
        .write("own/encoder.yml", "dimension: 384\npooling: cls\n".getBytes(UTF_8));
    Files.createSymbolicLink(folder.path().resolve("own/model.onnx"), outside);

    assertThat(problems()).containsExactly("own/model.onnx: leads out of the rail set's folder");
  }

  @Test
  void anEncodersFolderThatIsALinkOutOfTheSet() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    folder.settings(RailSetFolder.SETTINGS + "encoder: ./own\n");
    Files.createSymbolicLink(folder.path().resolve("own"), outside);

    assertThat(problems())
        .containsExactly(
            "railgate.yml:8:10: encoder: \"./own\" leads out of the rail set's folder; put the"
                + " folder into the set");
  }

  @Test
  void anEncoderThatIsInBuildsForGpusOnly() throws IOException {
    assumeFalse(BuiltInModels.BGE_SMALL_EN_V15.onnx().exists(), "this is a build for GPUs");
    folder.settings(RailSetFolder.SETTINGS + "encoder: {device: auto}\n");
    assertThat(problems())
        .containsExactly(
            "railgate.yml:8:10: encoder: bge-small-en-v1.5 is not in this build, which is for"
                + " CPUs; make one by mvn package -Pcuda");

    folder.settings(RailSetFolder.SETTINGS + "encoder: all-MiniLM-L6-v2\n");
    assertThat(problems())
        .containsExactly(
            "railgate.yml:8:10: encoder: all-MiniLM-L6-v2 is not in this build, which is for"
                + " CPUs; make one by mvn package -Pcuda");
  }

  @Test
  void aFileThatMayNotBeRead() throws IOException {
    Path file = folder.path().resolve("rails/cards.yml");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "skipped: this user may read any file");

    assertThat(problems()).containsExactly("rails/cards.yml: cannot be read: permission denied");
  }

  private List<String> problems() {
    return Folders.problems(folder.path(), Map.of());
  }
}
