package io.railgate.rails.reader;

import io.railgate.rails.set.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * One YAML file as a tree of nodes with places. A subset of YAML 1.1: one document, UTF-8, no
 * anchors, no aliases, no tags.
 */
final class YamlFile {

  /** Largest file, in bytes. */
  static final int MAX_BYTES = 1 << 20;

  private final String name;
  private final Problems problems;

  YamlFile(String name, Problems problems) {
    this.name = name;
    this.problems = problems;
  }

  /** The file's root, or empty after a problem was added. */
  Optional<Node> read(Path path) {
    return bytes(path).flatMap(this::decode).flatMap(this::tree);
  }

  private Optional<byte[]> bytes(Path path) {
    try (var in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        return problem(Place.of(name), "the file is larger than 1 MiB; split it into several");
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
      return problem(Place.of(name), "is not UTF-8 text; save it with the encoding UTF-8");
    }
  }

  private Optional<Node> tree(String text) {
    OptionalInt stray = notPrintable(text);
    if (stray.isPresent()) {
      return problem(
          placeOf(text, stray.getAsInt()),
          "found the invisible character U+%04X, which is not allowed; delete it"
              .formatted(text.codePointAt(stray.getAsInt())));
    }
    var tree = new YamlTree(this, problems);
    try {
      Optional<Node> root = tree.read(text);
      if (root.isEmpty() && tree.isEmpty()) {
        String found = text.isBlank() ? "the file is empty" : "the file holds nothing but comments";
        problems.add(Place.of(name), found);
      }
      return root;
    } catch (MarkedYAMLException e) {
      SyntaxError error = SyntaxError.of(e, text);
      return problem(place(error.line(), error.column()), "not YAML: " + error.message());
    } catch (YAMLException e) {
      return problem(tree.reached(), "not YAML from here on; " + SyntaxError.LOOK);
    }
  }

  Place place(int line, int column) {
    return new Place(name, line, column);
  }

  Place place(Mark mark) {
    return place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  Place place(Node node) {
    return place(node.getStartMark());
  }

  /** Where the first character is that YAML does not allow; a reader of it would not see it. */
  private static OptionalInt notPrintable(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int character = text.codePointAt(i);
      boolean otherLineEnd = character == 0x85 || character == 0x2028 || character == 0x2029;
      if (otherLineEnd || character == 0xFEFF || !StreamReader.isPrintable(character)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private Place placeOf(String text, int index) {
    String before = text.substring(0, index).replace("\r\n", "\n").replace('\r', '\n');
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    String lastLine = before.substring(before.lastIndexOf('\n') + 1);
    return new Place(name, line, lastLine.codePointCount(0, lastLine.length()) + 1);
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
}
