package io.railgate.rails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.railgate.embeddings.VectorCache;
import io.railgate.rails.LanguageReference.Block;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.reader.RailSetReader.WithTests;
import io.railgate.rails.set.RailSetInvalid;
import io.railgate.rails.testing.TestReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reference of the language shows is so: its sets load, and its conversations hold. */
class LanguageReferenceTest {

  /** The day that the reference says its examples are read on: a Wednesday. */
  private static final LocalDate TODAY = LocalDate.of(2026, 5, 6);

  private static final Map<String, String> VARIABLES = Map.of("OPENAI_API_KEY", "sk-example");
  private static final Set<String> INFOS = Set.of("yaml", "yaml broken", "text", "sh");
  private static final String RAILS = "rails: {greeting: {says: [hello], reply: Hello!}}\n";

  @TempDir Path temp;

  static Stream<Arguments> sets() throws IOException {
    return LanguageReference.sets().entrySet().stream()
        .map(set -> argumentSet(set.getKey(), set.getValue()));
  }

  static Stream<Arguments> brokenFiles() throws IOException {
    List<Block> blocks = LanguageReference.blocks();
    List<Arguments> broken = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).info().equals("yaml broken")) {
        broken.add(argumentSet(blocks.get(i).toString(), blocks.get(i), blocks.get(i + 1)));
      }
    }
    return broken.stream();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void theFilesOfASectionAreASoundSet(List<Block> files) throws Exception {
    WithTests read = read(write(files));

    assertThat(read.set().rails()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void theConversationsOfASectionGoAsTheySay(List<Block> files) throws Exception {
    WithTests read = read(write(files));
    if (!read.set().settings().encoder().equals(Talk.ENCODER.model())) {
      return; // a folder with files that only look like an encoder
    }

    try (RailEngine engine = RailEngine.load(read.set(), Talk.ENCODER)) {
      assertThat(
              TestReport.of(engine, Talk.ENCODER, read.tests(), TODAY, VectorCache.none())
                  .failures())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("brokenFiles")
  void aBrokenFileIsReportedAsShown(Block broken, Block report) throws IOException {
    Path folder = write(List.of(broken));

    RailSetInvalid failure = catchThrowableOfType(RailSetInvalid.class, () -> read(folder));

    assertThat(report.info()).isEqualTo("text");
    assertThat(failure).as(broken + " loads").isNotNull();
    assertThat(failure.getMessage().replace(temp + "/", "") + "\n").isEqualTo(report.text());
  }

  @Test
  void noBlockGoesUntested() throws IOException {
    List<Block> blocks = LanguageReference.blocks();

    long sound = LanguageReference.sets().values().stream().mapToLong(List::size).sum();
    long yaml = blocks.stream().filter(block -> block.info().startsWith("yaml")).count();
    assertThat(blocks).extracting(Block::info).isSubsetOf(INFOS);
    assertThat(sound).isGreaterThan(10);
    assertThat(yaml).isEqualTo(sound + brokenFiles().count());
    assertThat(LanguageReference.sets().values())
        .allSatisfy(files -> assertThat(files).extracting(Block::file).doesNotHaveDuplicates());
    assertThat(fences()).isEqualTo(2L * blocks.size());
  }

  private static long fences() throws IOException {
    return Files.readAllLines(Path.of("LANGUAGE.md"), StandardCharsets.UTF_8).stream()
        .filter(line -> line.strip().startsWith("```"))
        .count();
  }

  /** The files in a set that is sound without them. */
  private Path write(List<Block> files) {
    Set<String> names = Set.copyOf(files.stream().map(Block::file).toList());
    var folder = new RailSetFolder(temp.resolve("bank"));
    delete(folder.path().resolve("rails/cards.yml"));
    if (names.contains("encoder.yml")) {
      folder.settings(RailSetFolder.SETTINGS + "encoder: ./my-encoder\n");
      folder.write("my-encoder/model.onnx", new byte[] {1});
      folder.write("my-encoder/tokenizer.json", new byte[] {2});
    }
    if (names.stream().noneMatch(name -> name.startsWith("rails/"))) {
      folder.rails("talk.yml", RAILS);
    }
    for (Block file : files) {
      String name = file.file().equals("encoder.yml") ? "my-encoder/encoder.yml" : file.file();
      folder.write(name, file.text().getBytes(StandardCharsets.UTF_8));
    }
    return folder.path();
  }

  private static void delete(Path file) {
    assertThat(file.toFile().delete()).isTrue();
  }

  private static WithTests read(Path folder) throws RailSetInvalid {
    return RailSetReader.readWithTests(folder, VARIABLES::get);
  }
}
