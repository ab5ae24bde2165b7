package io.railgate.rails.reader;

import io.railgate.rails.set.ConversationTests;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import io.railgate.rails.set.Settings;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a folder as a rail set: {@code railgate.yml} and {@code rails/*.yml}, and, if asked, the
 * conversations under {@code tests/}. All problems of a set are found in one reading.
 */
public final class RailSetReader {

  private static final String SETTINGS = "railgate.yml";
  private static final String RAILS = "rails";
  private static final String TESTS = "tests";

  private final SetFolder folder;
  private final Environment environment;
  private final Problems problems = new Problems();
  private boolean closed;
  private final KnownRails known = new KnownRails();
  private final Mentions mentions = new Mentions();

  private RailSetReader(Path folder, Function<String, @Nullable String> variables) {
    this.folder = new SetFolder(folder, problems);
    this.environment = new Environment(variables, problems);
  }

  /** A rail set, and the conversations that test it. */
  public record WithTests(RailSet set, ConversationTests tests) {}

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
    return new RailSetReader(folder, variables).read(false).set();
  }

  /**
   * Reads a rail set and its tests.
   *
   * @param variables the value of an environment variable, or null if it is not set
   * @throws RailSetInvalid with everything that is wrong with either
   */
  public static WithTests readWithTests(Path folder, Function<String, @Nullable String> variables)
      throws RailSetInvalid {
    return new RailSetReader(folder, variables).read(true);
  }

  private WithTests read(boolean withTests) throws RailSetInvalid {
    requireFolder();
    problems.throwIfAny();
    Optional<Settings> settings = settings();
    List<Rail> rails = rails();
    if (known.isEmpty() && problems.none()) {
      problems.add(place(folder.root().resolve(RAILS)), "there is no rail in this folder");
    }
    var wholeSet = new WholeSetCheck(mentions, problems);
    wholeSet.requireKnownRails(known);
    if (closed) {
      wholeSet.refuseOpenings();
    }
    ConversationTests tests = withTests ? tests() : ConversationTests.NONE;
    problems.throwIfAny();
    return new WithTests(new RailSet(settings.orElseThrow(), rails), tests);
  }

  private void requireFolder() {
    Path root = folder.root();
    if (!Files.exists(root)) {
      problems.add(place(root), "there is no such folder");
    } else if (!Files.isDirectory(root)) {
      problems.add(place(root), "is a file, expected the folder of a rail set");
    } else if (!Files.isRegularFile(root.resolve(SETTINGS))) {
      boolean otherEnding = Files.exists(root.resolve("railgate.yaml"));
      problems.add(
          place(root.resolve(SETTINGS)),
          otherEnding
              ? "is missing; rename railgate.yaml to it"
              : "is missing, or no file: the folder is no rail set");
    }
  }

  private Optional<Settings> settings() {
    Path path = folder.root().resolve(SETTINGS);
    YamlFile file = new YamlFile(path.toString(), problems);
    return folder
        .read(path, file)
        .flatMap(
            root -> {
              var reader = new SettingsReader(folder, file, environment, mentions, problems);
              Optional<Settings> settings = reader.read(root);
              closed = reader.closed();
              return settings;
            });
  }

  private List<Rail> rails() {
    List<Rail> rails = new ArrayList<>();
    for (Path path : railFiles()) {
      String group = SetFolder.stem(path);
      if (!RailFileReader.isName(group)) {
        problems.add(
            place(path),
            "the file's name is the group: expected a name such as cards.yml (a-z, 0-9 and"
                + " hyphens)");
        continue;
      }
      YamlFile file = new YamlFile(path.toString(), problems);
      var reader = new RailFileReader(group, file, known, mentions, problems);
      folder
          .read(path, file)
          .map(reader::read)
          .ifPresentOrElse(rails::addAll, () -> known.addUnread(group));
    }
    return rails;
  }

  private List<Path> railFiles() {
    Path rails = folder.root().resolve(RAILS);
    if (!Files.isDirectory(rails)) {
      problems.add(place(rails), "is missing, or no folder; put the rail files into it");
      return List.of();
    }
    return folder.holds(rails) ? folder.files(rails) : List.of();
  }

  private ConversationTests tests() {
    Path tests = folder.root().resolve(TESTS);
    if (Files.notExists(tests, LinkOption.NOFOLLOW_LINKS)) {
      Path misnamed = folder.root().resolve("test");
      if (Files.exists(misnamed)) {
        problems.add(place(misnamed), "is not read; rename it to tests");
      }
      return ConversationTests.NONE;
    }
    if (!Files.isDirectory(tests)) {
      problems.add(place(tests), "is a file, expected a folder with test files");
      return ConversationTests.NONE;
    }
    if (!folder.holds(tests)) {
      return ConversationTests.NONE;
    }
    ConversationTests all = ConversationTests.NONE;
    for (Path path : folder.files(tests)) {
      YamlFile file = new YamlFile(path.toString(), problems);
      var reader = new TestFileReader(file, known, problems);
      all = all.and(folder.read(path, file).map(reader::read).orElse(ConversationTests.NONE));
    }
    return all;
  }

  private static Place place(Path path) {
    return Place.of(path.toString());
  }
}
