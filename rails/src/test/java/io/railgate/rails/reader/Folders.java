package io.railgate.rails.reader;

import io.railgate.rails.set.Problem;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rail sets under the tests' resources, and what the reader says of a set. */
final class Folders {

  private static final Path RESOURCES = Path.of("src/test/resources");

  /** What each fixture is laid over. */
  static final Path SOUND = RESOURCES.resolve("sound");

  static final Path BROKEN = RESOURCES.resolve("broken");

  private Folders() {}

  /** The fixtures, by name. */
  static List<Path> fixtures() {
    try (Stream<Path> folders = Files.list(BROKEN)) {
      return folders.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a folder over another. */
  static void lay(Path from, Path over) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path copy = over.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /** What is wrong with a set and its tests, a line each, with places relative to the set. */
  static List<String> problems(Path set, Map<String, String> variables) {
    try {
      RailSetReader.readWithTests(set, variables::get);
      return List.of();
    } catch (RailSetInvalid e) {
      return e.problems().stream()
          .map(Problem::toString)
          .map(problem -> problem.replace(set + "/", ""))
          .toList();
    }
  }
}
