package io.railgate.rails.reader;

import io.railgate.rails.set.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML mapping, read key by key. Each getter returns what stands there, or adds a problem and
 * returns empty; an absent optional key is empty without a problem.
 */
final class Mapping {

  private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z]+(-[a-z]+)*");

  private final YamlFile file;
  private final Problems problems;
  private final String what;
  private final Place place;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private record Entry(Text key, Node value) {}

  private Mapping(YamlFile file, Problems problems, String what, MappingNode node) {
    this.file = file;
    this.problems = problems;
    this.what = what;
    this.place = file.place(node);
    node.getValue().forEach(this::enter);
  }

  /**
   * Reads a node as a mapping.
   *
   * @param what what it is, for messages: {@code rail cards.reset-pin}
   */
  static Optional<Mapping> of(Node node, String what, YamlFile file, Problems problems) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(new Mapping(file, problems, what, mapping));
    }
    problems.add(file.place(node), "expected keys and values in " + what + ", found " + kind(node));
    return Optional.empty();
  }

  Place place() {
    return place;
  }

  /** All keys, as written. */
  List<Text> keys() {
    return entries.values().stream().map(Entry::key).toList();
  }

  /** Adds a problem for each key that is not one of {@code known}. */
  void allowOnly(List<String> known) {
    for (Text key : keys()) {
      if (!known.contains(key.value())) {
        problems.add(
            key.place(),
            "unknown key%s in %s%s"
                .formatted(shown(key.value()), what, DidYouMean.among(key.value(), known)));
      }
    }
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  Optional<Text> text(String key) {
    return entry(key).flatMap(entry -> text(entry.value, "\"" + key + "\" in " + what));
  }

  Optional<Text> requiredText(String key) {
    require(key);
    return text(key);
  }

  /** A list of one or more texts; those of its items that are text. */
  Optional<List<Text>> texts(String key) {
    return entry(key).flatMap(entry -> texts(entry.value, "\"" + key + "\" in " + what));
  }

  Optional<Mapping> mapping(String key, String name) {
    return entry(key).flatMap(entry -> of(entry.value, name, file, problems));
  }

  Optional<Mapping> requiredMapping(String key, String name) {
    require(key);
    return mapping(key, name);
  }

  void require(String key) {
    if (!has(key)) {
      problems.add(place, "\"" + key + "\" is missing in " + what);
    }
  }

  private Optional<Entry> entry(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  private void enter(NodeTuple tuple) {
    Optional<Text> key = text(tuple.getKeyNode(), "a key of " + what);
    if (key.isEmpty()) {
      return;
    }
    Entry first =
        entries.putIfAbsent(key.get().value(), new Entry(key.get(), tuple.getValueNode()));
    if (first != null) {
      problems.add(
          key.get().place(),
          "key%s stands twice in %s; first in line %d"
              .formatted(shown(key.get().value()), what, first.key.place().line()));
    }
  }

  private Optional<List<Text>> texts(Node node, String name) {
    if (!(node instanceof SequenceNode list) || list.getValue().isEmpty()) {
      String found = node instanceof SequenceNode ? "an empty one" : kind(node);
      problems.add(file.place(node), "expected a list for " + name + ", found " + found);
      return Optional.empty();
    }
    List<Text> texts = new ArrayList<>();
    list.getValue().forEach(item -> text(item, "an item of " + name).ifPresent(texts::add));
    return Optional.of(List.copyOf(texts));
  }

  private Optional<Text> text(Node node, String name) {
    if (!(node instanceof ScalarNode scalar)) {
      String advice = node instanceof MappingNode ? "; put a text that holds \": \" in quotes" : "";
      problems.add(
          file.place(node), "expected text for " + name + ", found " + kind(node) + advice);
      return Optional.empty();
    }
    String value = scalar.getValue().strip();
    if (value.isEmpty()) {
      problems.add(file.place(node), "expected text for " + name + ", found nothing");
      return Optional.empty();
    }
    return Optional.of(new Text(value, file.place(node)));
  }

  /**
   * A key in quotes, if it is a plain word; if not, nothing, since it could be a misplaced secret.
   */
  private static String shown(String key) {
    return PLAIN_WORD.matcher(key).matches() ? " \"" + key + "\"" : "";
  }

  private static String kind(Node node) {
    return switch (node) {
      case MappingNode mapping -> "keys and values";
      case SequenceNode list -> "a list";
      case ScalarNode scalar when scalar.getValue().isBlank() -> "nothing";
      case ScalarNode scalar -> "a text"; // not which: it could be a key that was misplaced
      default -> "something else";
    };
  }
}
