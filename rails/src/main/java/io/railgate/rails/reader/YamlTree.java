package io.railgate.rails.reader;

import io.railgate.rails.set.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Builds the tree of one text in a single pass over the parser's events. What is not read (aliases,
 * anchors, tags, a second document) is a problem before a node is made of it, and no alias is
 * followed. Every scalar is a text.
 */
final class YamlTree {

  /** Deepest nesting of mappings and lists. */
  static final int MAX_DEPTH = 32;

  private final YamlFile file;
  private final Problems problems;
  private final Deque<Open> open = new ArrayDeque<>();
  private int documents;
  private boolean refused;
  private @Nullable Node root;
  private @Nullable Mark reached;

  /** A mapping or list whose end is not reached; of a mapping, keys and values in turn. */
  private record Open(CollectionStartEvent start, List<Node> children) {}

  YamlTree(YamlFile file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * The root; empty after a problem was added, or if there is none.
   *
   * @throws org.yaml.snakeyaml.error.YAMLException if it is not YAML
   */
  Optional<Node> read(String text) {
    var parser = new ParserImpl(new StreamReader(text), new LoaderOptions());
    while (!parser.checkEvent(Event.ID.StreamEnd)) {
      Event event = parser.getEvent();
      reached = event.getStartMark();
      refuse(event);
      if (open.size() > MAX_DEPTH || documents > 1) {
        return Optional.empty();
      }
    }
    return refused || isEmpty() ? Optional.empty() : Optional.ofNullable(root);
  }

  /** Where reading has come to: the beginning of the last key, text, list or mapping. */
  Place reached() {
    return reached == null ? file.place(1, 1) : file.place(reached);
  }

  /** Whether nothing was found: no document, or one of no characters. */
  boolean isEmpty() {
    return !refused && (root == null || (root instanceof ScalarNode scalar && isNothing(scalar)));
  }

  private static boolean isNothing(ScalarNode scalar) {
    return scalar.isPlain() && scalar.getValue().isEmpty();
  }

  private void refuse(Event event) {
    String found = notRead(event);
    if (found != null) {
      refuse(event, found);
    }
    switch (event) {
      case DocumentStartEvent start -> {
        documents++;
        if (documents > 1) {
          refuse(event, "found a second document (---); a file holds one, delete the line");
        }
      }
      case CollectionStartEvent start -> open(start);
      case CollectionEndEvent end -> close(end);
      case ScalarEvent scalar -> add(node(scalar));
      default -> {} // the stream's and the document's ends hold nothing
    }
  }

  private void refuse(Event event, String found) {
    refused = true;
    problems.add(file.place(event.getStartMark()), found);
  }

  private static @Nullable String notRead(Event event) {
    if (event instanceof AliasEvent) {
      return "found an alias (*); aliases are not allowed: write out what it stands for, or put a"
          + " text that begins with * in quotes";
    }
    if (event instanceof NodeEvent node && node.getAnchor() != null) {
      return "found an anchor (&); anchors are not allowed: write the text out where it is needed,"
          + " or put a text that begins with & in quotes";
    }
    String tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent collection -> collection.getTag();
          default -> null;
        };
    return tag == null
        ? null
        : "found a tag (!); tags are not allowed: put a text that begins with ! in quotes";
  }

  private void open(CollectionStartEvent start) {
    open.push(new Open(start, new ArrayList<>()));
    if (open.size() > MAX_DEPTH) {
      refuse(
          start,
          "nested deeper than " + MAX_DEPTH + " levels; a text that holds brackets needs quotes");
    }
  }

  private void close(CollectionEndEvent end) {
    Open closed = open.pop();
    add(node(closed, end.getEndMark()));
  }

  private void add(Node node) {
    if (open.isEmpty()) {
      root = node;
    } else {
      open.element().children.add(node);
    }
  }

  private static Node node(ScalarEvent scalar) {
    return new ScalarNode(
        Tag.STR,
        scalar.getValue(),
        scalar.getStartMark(),
        scalar.getEndMark(),
        scalar.getScalarStyle());
  }

  private static Node node(Open closed, Mark end) {
    CollectionStartEvent start = closed.start;
    List<Node> children = closed.children;
    if (!(start instanceof MappingStartEvent)) {
      return new SequenceNode(
          Tag.SEQ, true, children, start.getStartMark(), end, start.getFlowStyle());
    }
    List<NodeTuple> tuples = new ArrayList<>(children.size() / 2);
    for (int i = 0; i + 1 < children.size(); i += 2) {
      tuples.add(new NodeTuple(children.get(i), children.get(i + 1)));
    }
    return new MappingNode(Tag.MAP, true, tuples, start.getStartMark(), end, start.getFlowStyle());
  }
}
