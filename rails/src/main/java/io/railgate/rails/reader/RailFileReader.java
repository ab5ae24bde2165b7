package io.railgate.rails.reader;

import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** Reads one {@code rails/*.yml}. */
final class RailFileReader {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** Longest name of a rail or group, in characters. */
  private static final int MAX_NAME = 64;

  private final String group;
  private final YamlFile file;
  private final KnownRails known;
  private final Mentions mentions;
  private final Problems problems;

  RailFileReader(
      String group, YamlFile file, KnownRails known, Mentions mentions, Problems problems) {
    this.group = group;
    this.file = file;
    this.known = known;
    this.mentions = mentions;
    this.problems = problems;
  }

  /** Whether {@code name} can be part of a rail's id: words of a-z and 0-9 joined by hyphens. */
  static boolean isName(String name) {
    return name.length() <= MAX_NAME && NAME.matcher(name).matches();
  }

  /** The rails without a problem, in the order of the file; makes all that it names known. */
  List<Rail> read(Node root) {
    Optional<Mapping> rails =
        Mapping.of(root, "the rail file", file, problems)
            .flatMap(
                top -> {
                  top.allowOnly(Keys.RAIL_FILE);
                  return top.requiredMapping("rails", "\"rails\"");
                });
    if (rails.isEmpty()) {
      known.addUnread(group);
    }
    return rails.map(this::rails).orElse(List.of());
  }

  private List<Rail> rails(Mapping mapping) {
    List<Rail> rails = new ArrayList<>();
    for (Text name : mapping.keys()) {
      if (!isName(name.value())) {
        problems.add(
            name.place(),
            "rail name: found %s, expected a name such as reset-pin (a-z, 0-9 and hyphens)"
                .formatted(name.shown()));
      }
      if (name.value().length() > MAX_NAME) {
        continue; // a text that no message can name
      }
      RailId id = new RailId(group, name.value());
      known.add(id);
      mapping
          .mapping(name.value(), "rail " + id, "{says: [...], reply: ...}")
          .flatMap(rail -> new RailReader(id, name.place(), rail, mentions, problems).read())
          .ifPresent(rails::add);
    }
    return rails;
  }
}
