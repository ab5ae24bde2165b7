package io.railgate.rails.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder under {@code broken} has the files of one defect, which are laid over the sound set,
 * and in {@code expected.txt} all that the reader says of it.
 */
class BrokenFixturesTest {

  /** The only variable that is set. No message may quote what it holds. */
  private static final Map<String, String> VARIABLES = Map.of("FOR_TESTS", "hunter2");

  @TempDir Path temp;

  static Stream<Named<Path>> fixtures() {
    return Folders.fixtures().stream().map(path -> Named.of(path.getFileName().toString(), path));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void aDefectIsReportedInTheseWords(Path fixture) throws IOException {
    Path set = temp.resolve("bank");
    Folders.lay(Folders.SOUND, set);
    Folders.lay(fixture, set);
    List<String> expected = Files.readAllLines(fixture.resolve("expected.txt"));

    List<String> problems = Folders.problems(set, VARIABLES);

    assertThat(problems).isNotEmpty().containsExactlyElementsOf(expected);
    assertThat(String.join("\n", problems)).doesNotContain("hunter2", "sk-");
  }

  @Test
  void whatFixturesAreLaidOverIsSound() {
    assertThat(Folders.problems(Folders.SOUND, Map.of())).isEmpty();
  }

  @Test
  void thereAreManyFixtures() {
    assertThat(Folders.fixtures()).hasSizeGreaterThanOrEqualTo(50);
  }
}
