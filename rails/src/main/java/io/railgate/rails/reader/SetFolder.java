package io.railgate.rails.reader;

import io.railgate.rails.set.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** The folder of a rail set. Nothing outside of it is read, whatever links say. */
final class SetFolder {

  private static final String SUFFIX = ".yml";

  private final Path root;
  private final Problems problems;

  SetFolder(Path root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  Path root() {
    return root;
  }

  /** Whether a file or folder lies in the set; adds a problem if not, or if that cannot be told. */
  boolean holds(Path path) {
    try {
      if (isWithin(path)) {
        return true;
      }
      problems.add(Place.of(path.toString()), "leads out of the rail set's folder");
    } catch (IOException e) {
      problems.add(Place.of(path.toString()), YamlFile.unreadable(e));
    }
    return false;
  }

  /** Whether a path leads to what lies in the set, when all links are followed. */
  boolean isWithin(Path path) throws IOException {
    return path.toRealPath().startsWith(root.toRealPath());
  }

  /** The root node of a YAML file of the set, or empty after a problem was added. */
  Optional<Node> read(Path path, YamlFile file) {
    return holds(path) ? file.read(path) : Optional.empty();
  }

  /**
   * The YAML files in a folder of the set, by name. What else lies there was meant as one, and must
   * not be passed over.
   */
  List<Path> files(Path folder) {
    try (Stream<Path> listed = Files.list(folder)) {
      List<Path> visible =
          listed.filter(path -> !path.getFileName().toString().startsWith(".")).sorted().toList();
      visible.stream()
          .filter(path -> !isYamlFile(path))
          .forEach(
              path ->
                  problems.add(
                      Place.of(path.toString()),
                      "expected only files here whose names end in .yml; rename it, or move it away"));
      return visible.stream().filter(SetFolder::isYamlFile).toList();
    } catch (IOException e) {
      problems.add(Place.of(folder.toString()), YamlFile.unreadable(e));
      return List.of();
    }
  }

  /** A file's name without {@code .yml}. */
  static String stem(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  private static boolean isYamlFile(Path path) {
    return path.getFileName().toString().endsWith(SUFFIX) && Files.isRegularFile(path);
  }
}
