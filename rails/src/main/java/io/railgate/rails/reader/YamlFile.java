package io.railgate.rails.reader;

import io.railgate.rails.set.Place;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * One YAML file as a tree of nodes with places. A subset of YAML 1.1: one document, UTF-8, no
 * anchors, no aliases, no tags.
 */
final class YamlFile {

  /** Largest file, in bytes. */
  static final int MAX_BYTES = 1 << 20;

  /** Deepest nesting of mappings and lists. */
  static final int MAX_DEPTH = 32;

  private final String name;
  private final Problems problems;

  YamlFile(String name, Problems problems) {
    this.name = name;
    this.problems = problems;
  }

  /** The file's root, or empty after a problem was added. */
  Optional<Node> read(Path path) {
    return bytes(path).flatMap(this::decode).flatMap(this::compose);
  }

  private Optional<byte[]> bytes(Path path) {
    try (var in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        return problem(Place.of(name), "the file is larger than 1 MiB");
      }
      return Optional.of(bytes);
    } catch (IOException e) {
      return problem(Place.of(name), "cannot be read: " + e.getMessage());
    }
  }

  private Optional<String> decode(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return problem(Place.of(name), "is not UTF-8 text");
    }
  }

  private Optional<Node> compose(String text) {
    try {
      if (!refuseWhatIsNotRead(text)) {
        return Optional.empty();
      }
      Node root = yaml().compose(new StringReader(text));
      return root == null ? problem(Place.of(name), "the file is empty") : Optional.of(root);
    } catch (MarkedYAMLException e) {
      return problem(place(e.getProblemMark()), "not YAML: " + reason(e));
    } catch (ReaderException e) {
      return problem(
          placeOf(text, e.getPosition()),
          "the character U+%04X is not allowed in YAML".formatted(e.getCodePoint()));
    } catch (YAMLException e) {
      return problem(Place.of(name), "not YAML: " + e.getMessage());
    }
  }

  /** False after a problem was added. Done before nodes are built, so that no alias is followed. */
  private boolean refuseWhatIsNotRead(String text) {
    boolean fine = true;
    int depth = 0;
    for (Event event : yaml().parse(new StringReader(text))) {
      String found = notRead(event);
      if (found != null) {
        problems.add(place(event.getStartMark()), found);
        fine = false;
      }
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth > MAX_DEPTH) {
        problems.add(place(event.getStartMark()), "nested deeper than " + MAX_DEPTH + " levels");
        return false;
      }
    }
    return fine;
  }

  private static @Nullable String notRead(Event event) {
    if (event instanceof AliasEvent alias) {
      return "found the alias *" + alias.getAnchor() + "; aliases are not allowed, write it out";
    }
    if (event instanceof NodeEvent node && node.getAnchor() != null) {
      return "found the anchor &" + node.getAnchor() + "; anchors are not allowed, write it out";
    }
    String tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent collection -> collection.getTag();
          default -> null;
        };
    return tag == null ? null : "found the tag " + tag + "; tags are not allowed";
  }

  Place place(@Nullable Mark mark) {
    return mark == null
        ? Place.of(name)
        : new Place(name, mark.getLine() + 1, mark.getColumn() + 1);
  }

  Place place(Node node) {
    return place(node.getStartMark());
  }

  private Place placeOf(String text, int position) {
    String before = text.substring(0, Math.min(position, text.length()));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new Place(name, line, before.length() - before.lastIndexOf('\n'));
  }

  private static String reason(MarkedYAMLException e) {
    String context = e.getContext();
    return context == null || context.isBlank() ? e.getProblem() : context + ", " + e.getProblem();
  }

  private <T> Optional<T> problem(Place place, String message) {
    problems.add(place, message);
    return Optional.empty();
  }

  private static Yaml yaml() {
    var options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(MAX_BYTES);
    return new Yaml(options);
  }
}
