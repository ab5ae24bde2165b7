package io.railgate.rails.reader;

import io.railgate.rails.set.Place;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import io.railgate.rails.set.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a folder as a rail set: {@code railgate.yml} and {@code rails/*.yml}. All problems of a set
 * are found in one reading.
 */
public final class RailSetReader {

  private static final String SETTINGS = "railgate.yml";
  private static final String RAILS = "rails";
  private static final String SUFFIX = ".yml";

  private final Path folder;
  private final Environment environment;
  private final Problems problems = new Problems();

  private RailSetReader(Path folder, Function<String, @Nullable String> variables) {
    this.folder = folder;
    this.environment = new Environment(variables, problems);
  }

  /**
   * Reads a rail set with the variables of this process.
   *
   * @throws RailSetInvalid with everything that is wrong with it
   */
  public static RailSet read(Path folder) throws RailSetInvalid {
    return read(folder, System::getenv);
  }

  /**
   * Reads a rail set.
   *
   * @param variables the value of an environment variable, or null if it is not set
   * @throws RailSetInvalid with everything that is wrong with it
   */
  public static RailSet read(Path folder, Function<String, @Nullable String> variables)
      throws RailSetInvalid {
    return new RailSetReader(folder, variables).read();
  }

  private RailSet read() throws RailSetInvalid {
    requireFolder();
    problems.throwIfAny();
    Optional<Settings> settings = settings();
    List<Rail> rails = rails();
    if (rails.isEmpty() && problems.none()) {
      problems.add(place(folder.resolve(RAILS)), "there is no rail in this folder");
    }
    problems.throwIfAny();
    return new RailSet(settings.orElseThrow(), rails);
  }

  private void requireFolder() {
    if (!Files.exists(folder)) {
      problems.add(place(folder), "there is no such folder");
    } else if (!Files.isDirectory(folder)) {
      problems.add(place(folder), "is a file, expected the folder of a rail set");
    } else if (!Files.isRegularFile(folder.resolve(SETTINGS))) {
      boolean otherEnding = Files.exists(folder.resolve("railgate.yaml"));
      problems.add(
          place(folder.resolve(SETTINGS)),
          otherEnding
              ? "is missing; rename railgate.yaml to it"
              : "is missing, or no file: the folder is no rail set");
    }
  }

  private Optional<Settings> settings() {
    Path path = folder.resolve(SETTINGS);
    YamlFile file = new YamlFile(path.toString(), problems);
    return open(path, file)
        .flatMap(root -> new SettingsReader(file, environment, problems).read(root));
  }

  private List<Rail> rails() {
    List<Rail> rails = new ArrayList<>();
    for (Path path : railFiles()) {
      String name = path.getFileName().toString();
      String group = name.substring(0, name.length() - SUFFIX.length());
      if (!RailFileReader.isName(group)) {
        problems.add(
            place(path),
            "the file's name is the group: expected a name such as cards.yml (a-z, 0-9 and"
                + " hyphens)");
        continue;
      }
      YamlFile file = new YamlFile(path.toString(), problems);
      open(path, file)
          .map(root -> new RailFileReader(group, file, problems).read(root))
          .ifPresent(rails::addAll);
    }
    return rails;
  }

  /** The rail files by name. What else lies there was meant as one, and must not be passed over. */
  private List<Path> railFiles() {
    Path rails = folder.resolve(RAILS);
    if (!Files.isDirectory(rails)) {
      problems.add(place(rails), "there is no folder of this name with rail files");
      return List.of();
    }
    try (Stream<Path> listed = Files.list(rails)) {
      List<Path> visible =
          listed.filter(path -> !path.getFileName().toString().startsWith(".")).sorted().toList();
      visible.stream()
          .filter(path -> !isRailFile(path))
          .forEach(
              path ->
                  problems.add(place(path), "expected only files here, whose names end in .yml"));
      return visible.stream().filter(RailSetReader::isRailFile).toList();
    } catch (IOException e) {
      problems.add(place(rails), YamlFile.unreadable(e));
      return List.of();
    }
  }

  private static boolean isRailFile(Path path) {
    return path.getFileName().toString().endsWith(SUFFIX) && Files.isRegularFile(path);
  }

  private Optional<Node> open(Path path, YamlFile file) {
    try {
      if (!path.toRealPath().startsWith(folder.toRealPath())) {
        problems.add(place(path), "leads out of the rail set's folder");
        return Optional.empty();
      }
    } catch (IOException e) {
      problems.add(place(path), YamlFile.unreadable(e));
      return Optional.empty();
    }
    return file.read(path);
  }

  private static Place place(Path path) {
    return Place.of(path.toString());
  }
}
