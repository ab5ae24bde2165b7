package io.railgate.rails.reader;

import io.railgate.rails.set.Example;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** Reads one {@code rails/*.yml}. */
final class RailFileReader {

  private static final List<String> OUTCOMES = List.of("prompt", "reply", "refuse");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$?\\{[A-Za-z][A-Za-z0-9_-]*}");

  private final String group;
  private final YamlFile file;
  private final Problems problems;

  RailFileReader(String group, YamlFile file, Problems problems) {
    this.group = group;
    this.file = file;
    this.problems = problems;
  }

  /** Whether {@code name} can be part of a rail's id: words of a-z and 0-9 joined by hyphens. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The rails without a problem, in the order of the file. */
  List<Rail> read(Node root) {
    Optional<Mapping> rails =
        Mapping.of(root, "the rail file", file, problems)
            .flatMap(
                top -> {
                  top.allowOnly(List.of("rails"));
                  return top.requiredMapping("rails", "\"rails\"");
                });
    return rails.map(this::rails).orElse(List.of());
  }

  private List<Rail> rails(Mapping mapping) {
    List<Rail> rails = new ArrayList<>();
    for (Text name : mapping.keys()) {
      if (!isName(name.value())) {
        problems.add(
            name.place(),
            "rail name: found \"%s\", expected a name such as reset-pin (a-z, 0-9 and hyphens)"
                .formatted(name.value()));
      }
      RailId id = new RailId(group, name.value());
      mapping
          .mapping(name.value(), "rail " + id)
          .flatMap(rail -> rail(id, name, rail))
          .ifPresent(rails::add);
    }
    return rails;
  }

  private Optional<Rail> rail(RailId id, Text name, Mapping rail) {
    rail.allowOnly(List.of("about", "says", "prompt", "reply", "refuse"));
    String about = rail.text("about").map(Text::value).orElse("");
    List<Example> examples = examples(id, rail);
    Optional<Outcome> outcome = outcome(id, name, rail);
    if (examples.isEmpty() || outcome.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Rail(id, about, examples, outcome.get(), name.place()));
  }

  private List<Example> examples(RailId id, Mapping rail) {
    rail.require("says");
    List<Text> says = rail.texts("says").orElse(List.of());
    says.forEach(text -> refusePlaceholders("an example of rail " + id, text));
    return says.stream().map(text -> new Example(text.value(), text.place())).toList();
  }

  private Optional<Outcome> outcome(RailId id, Text name, Mapping rail) {
    List<Text> found = rail.keys().stream().filter(key -> OUTCOMES.contains(key.value())).toList();
    if (found.size() != 1) {
      problems.add(
          found.isEmpty() ? name.place() : found.get(1).place(),
          "rail %s has %s, expected exactly one of prompt, reply, refuse"
              .formatted(id, found.isEmpty() ? "no outcome" : found.size() + " outcomes"));
      return Optional.empty();
    }
    String kind = found.getFirst().value();
    return rail.text(kind)
        .map(
            text -> {
              refusePlaceholders(kind + " of rail " + id, text);
              return outcome(kind, text.value());
            });
  }

  private static Outcome outcome(String kind, String words) {
    return switch (kind) {
      case "prompt" -> new Outcome.Prompt(words);
      case "reply" -> new Outcome.Reply(words);
      default -> new Outcome.Refuse(words);
    };
  }

  private void refusePlaceholders(String what, Text text) {
    Matcher placeholder = PLACEHOLDER.matcher(text.value());
    if (placeholder.find()) {
      problems.add(
          text.place(),
          what
              + " uses "
              + placeholder.group()
              + ", but placeholders cannot be filled yet; write the text out");
    }
  }
}
