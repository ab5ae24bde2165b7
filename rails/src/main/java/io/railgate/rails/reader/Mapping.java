package io.railgate.rails.reader;

import io.railgate.rails.set.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z]+([-_][a-z]+)*");

  private final YamlFile file;
  private final Problems problems;
  private final String what;
  private final Place place;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> meant = new HashSet<>();

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
    return of(node, what, "", file, problems);
  }

  private static Optional<Mapping> of(
      Node node, String what, String example, YamlFile file, Problems problems) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(new Mapping(file, problems, what, mapping));
    }
    problems.add(
        file.place(node),
        "expected keys and values in %s%s, found %s"
            .formatted(
                what,
                example.isEmpty() ? "" : " such as " + example,
                NodeWords.whereKeysWereExpected(node)));
    return Optional.empty();
  }

  Place place() {
    return place;
  }

  /** All keys, as written. */
  List<Text> keys() {
    return entries.values().stream().map(Entry::key).toList();
  }

  /**
   * Adds a problem for each key that is not one of {@code known}. A key that one of them seems to
   * mean is not reported as missing then.
   */
  void allowOnly(Keys known) {
    for (Text key : keys()) {
      if (!known.names().contains(key.value())) {
        DidYouMean.closest(key.value(), known.names())
            .filter(word -> !has(word))
            .ifPresent(meant::add);
        problems.add(
            key.place(),
            "unknown key%s in %s%s"
                .formatted(shown(key.value()), what, DidYouMean.among(key.value(), known.names())));
      }
    }
  }

  /** What the mapping is, as messages call it. */
  String what() {
    return what;
  }

  /** Where a key stands; where the mapping begins, if it is not there. */
  Place placeOf(String key) {
    return entry(key).map(entry -> entry.key.place()).orElse(place);
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Whether a key is there, or one that was mistyped for it. */
  boolean hasOrMeans(String key) {
    return has(key) || meant.contains(key);
  }

  /** Whether a key was mistyped for one of {@code keys}. */
  boolean meansOneOf(List<String> keys) {
    return keys.stream().anyMatch(meant::contains);
  }

  Optional<Text> text(String key) {
    return entry(key).flatMap(entry -> text(entry.value, in(key)));
  }

  Optional<Text> requiredText(String key) {
    require(key);
    return text(key);
  }

  /** A list of one or more texts; those of its items that are text. */
  Optional<List<Text>> texts(String key) {
    return entry(key).flatMap(entry -> texts(entry.value, in(key)));
  }

  /** One text, or a list of one or more. */
  Optional<List<Text>> textOrTexts(String key) {
    return entry(key)
        .flatMap(
            entry ->
                entry.value instanceof ScalarNode
                    ? text(key).map(List::of)
                    : texts(entry.value, in(key)));
  }

  /** The keys of the mapping under {@code key}; none if there is no mapping. */
  List<String> keysOf(String key) {
    return entry(key)
        .filter(entry -> entry.value instanceof MappingNode)
        .map(entry -> ((MappingNode) entry.value).getValue())
        .orElse(List.of())
        .stream()
        .map(NodeTuple::getKeyNode)
        .filter(ScalarNode.class::isInstance)
        .map(name -> ((ScalarNode) name).getValue().strip())
        .toList();
  }

  /** Whether the value is a mapping. */
  boolean isMapping(String key) {
    return entry(key).filter(entry -> entry.value instanceof MappingNode).isPresent();
  }

  /** Whether the value is a list. */
  boolean isList(String key) {
    return entry(key).filter(entry -> entry.value instanceof SequenceNode).isPresent();
  }

  /** Whether the value is an empty list. */
  boolean isEmptyList(String key) {
    return entry(key)
        .filter(e -> e.value instanceof SequenceNode list && list.getValue().isEmpty())
        .isPresent();
  }

  /** A list of one or more mappings; those of its items that are mappings. */
  List<Mapping> mappings(String key, String each) {
    Optional<Entry> entry = entry(key);
    if (entry.isEmpty()) {
      return List.of();
    }
    Node node = entry.get().value;
    if (!(node instanceof SequenceNode list) || list.getValue().isEmpty()) {
      problems.add(
          file.place(node),
          "expected a list for \"%s\" in %s, found %s"
              .formatted(key, what, NodeWords.whereAListWasExpected(node)));
      return List.of();
    }
    return list.getValue().stream()
        .flatMap(item -> of(item, each, file, problems).stream())
        .toList();
  }

  Optional<Mapping> mapping(String key, String name) {
    return entry(key).flatMap(entry -> of(entry.value, name, file, problems));
  }

  /**
   * As {@link #mapping(String, String)}.
   *
   * @param example of such a mapping, for the message
   */
  Optional<Mapping> mapping(String key, String name, String example) {
    return entry(key).flatMap(entry -> of(entry.value, name, example, file, problems));
  }

  Optional<Mapping> requiredMapping(String key, String name) {
    require(key);
    return mapping(key, name);
  }

  void require(String key) {
    if (!hasOrMeans(key)) {
      problems.add(place, "\"" + key + "\" is missing in " + what);
    }
  }

  /** A key as messages call it; some are an author's own words. */
  private String in(String key) {
    return Text.quoted(key) + " in " + what;
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
      problems.add(
          file.place(node),
          "expected a list for " + name + ", found " + NodeWords.whereAListWasExpected(node));
      return Optional.empty();
    }
    List<Text> texts = new ArrayList<>();
    list.getValue().forEach(item -> text(item, "an item of " + name).ifPresent(texts::add));
    return Optional.of(List.copyOf(texts));
  }

  private Optional<Text> text(Node node, String name) {
    if (!(node instanceof ScalarNode scalar)) {
      problems.add(
          file.place(node),
          "expected text for " + name + ", found " + NodeWords.whereATextWasExpected(node));
      return Optional.empty();
    }
    String value = scalar.getValue().strip();
    if (value.isEmpty()) {
      problems.add(
          file.place(node),
          "expected text for " + name + ", found " + NodeWords.whereATextWasExpected(node));
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
}
