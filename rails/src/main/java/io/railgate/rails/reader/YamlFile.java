package io.railgate.rails.reader;

import io.railgate.rails.set.Place;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
      return problem(Place.of(name), unreadable(e));
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
      return problem(place(mark(e)), "not YAML: " + reason(e));
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
    if (event instanceof AliasEvent) {
      return "found an alias (*); aliases are not allowed, write it out";
    }
    if (event instanceof NodeEvent node && node.getAnchor() != null) {
      return "found an anchor (&); anchors are not allowed, write it out";
    }
    String tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent collection -> collection.getTag();
          default -> null;
        };
    return tag == null ? null : "found a tag (!); tags are not allowed, put the text in quotes";
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
    int characters = Math.min(position, text.codePointCount(0, text.length()));
    String before = text.substring(0, text.offsetByCodePoints(0, characters));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    String lastLine = before.substring(before.lastIndexOf('\n') + 1);
    return new Place(name, line, lastLine.codePointCount(0, lastLine.length()) + 1);
  }

  /** Where a text or key begins that goes wrong later, which may be many lines below. */
  private static @Nullable Mark mark(MarkedYAMLException e) {
    boolean begun = e.getContext() != null && e.getContext().startsWith("while scanning a ");
    return begun && e.getContextMark() != null ? e.getContextMark() : e.getProblemMark();
  }

  private static String reason(MarkedYAMLException e) {
    String problem = e.getProblem();
    String context = e.getContext();
    String reason = context == null || context.isBlank() ? problem : context + ", " + problem;
    return reason + advice(problem, context == null ? "" : context);
  }

  /** What most often leads there, in an author's words. */
  private static String advice(String problem, String context) {
    if (problem.contains("mapping values are not allowed")) {
      return "; put a text that holds \": \" in quotes, or end the key above with a colon";
    }
    if (problem.contains("TAB")) {
      return "";
    }
    if (problem.contains("cannot start any token")) {
      return "; put a text that begins so in quotes";
    }
    if (problem.contains("could not find expected ':'")) {
      return "; a key is followed by a colon and a space";
    }
    if (context.contains("quoted scalar")) {
      return "; the quote at its start is never closed";
    }
    return "";
  }

  /** Why a file could not be read, without its name. */
  static String unreadable(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "cannot be read: permission denied";
      case NoSuchFileException missing -> "cannot be read: there is no such file";
      default -> "cannot be read: " + e.getMessage();
    };
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
