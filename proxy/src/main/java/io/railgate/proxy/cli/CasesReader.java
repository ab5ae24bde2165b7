package io.railgate.proxy.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.railgate.rails.evaluation.Labelled;
import io.railgate.rails.reader.DidYouMean;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Problem;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads labelled utterances: CSV as RFC 4180 has it, in UTF-8, with the header {@code text,rail}. A
 * row without a rail is one that must match nothing; blank lines are passed over.
 */
final class CasesReader {

  /** Largest file, in bytes. */
  static final int MAX_BYTES = 10 << 20;

  private static final List<String> HEADER = List.of("text", "rail");

  private static final CsvFactory CSV =
      CsvFactory.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

  /** Most searches for what was meant: each looks at all rails, and there can be many rows. */
  private static final int MAX_SUGGESTIONS = 50;

  /** Longest part of a text that a message quotes, in characters. */
  private static final int MAX_QUOTED = 80;

  private final Map<String, RailId> rails = new LinkedHashMap<>();
  private final List<Labelled> read = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private int suggestions;

  /** A cell of a table. */
  private record Cell(String text, Place place) {}

  private CasesReader(Collection<RailSet> sets) {
    sets.stream()
        .flatMap(set -> set.rails().stream())
        .map(Rail::id)
        .forEach(id -> rails.put(id.toString(), id));
  }

  /**
   * The utterances of all files, in order; at least one.
   *
   * @param sets whose rails they name
   */
  static List<Labelled> read(List<Path> files, RailSet... sets) throws CasesInvalid {
    CasesReader reader = new CasesReader(List.of(sets));
    files.forEach(reader::read);
    if (!reader.problems.isEmpty()) {
      throw new CasesInvalid(reader.problems);
    }
    return List.copyOf(reader.read);
  }

  private void read(Path file) {
    String name = file.toString();
    bytes(file).flatMap(bytes -> decode(name, bytes)).ifPresent(text -> read(name, text));
  }

  private Optional<byte[]> bytes(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      return bytes.length > MAX_BYTES
          ? problem(
              Place.of(file.toString()), "the file is larger than 10 MiB; split it into several")
          : Optional.of(bytes);
    } catch (AccessDeniedException e) {
      return problem(Place.of(file.toString()), "cannot be read: permission denied");
    } catch (NoSuchFileException e) {
      return problem(Place.of(file.toString()), "cannot be read: there is no such file");
    } catch (IOException e) {
      return problem(Place.of(file.toString()), "cannot be read: " + e.getMessage());
    }
  }

  private Optional<String> decode(String name, byte[] bytes) {
    CharBuffer characters = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), characters, true);
    String text = characters.flip().toString();
    if (result.isError()) {
      return problem(
          end(name, text), "is not UTF-8 text from here on; save it with the encoding UTF-8");
    }
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      return problem(end(name, text.substring(0, nul)), "found the character NUL; delete it");
    }
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private void read(String name, String text) {
    int before = read.size() + problems.size();
    try (CsvParser parser = CSV.createParser(text)) {
      parser.nextToken();
      List<Cell> header = row(name, parser);
      List<String> columns = header.stream().map(cell -> cell.text.strip()).toList();
      if (text.isBlank()) {
        problem(new Place(name, 1, 1), "the file is empty, expected the header text,rail");
      } else if (!columns.equals(HEADER)) {
        problem(
            new Place(name, 1, 1),
            "found the header %s, expected text,rail".formatted(quoted(String.join(",", columns))));
      } else {
        for (List<Cell> row = row(name, parser); !row.isEmpty(); row = row(name, parser)) {
          add(row);
        }
        if (read.size() + problems.size() == before) {
          problem(new Place(name, 1, 1), "found no row below the header");
        }
      }
    } catch (IOException e) {
      throw new AssertionError("a text in memory", e);
    }
  }

  /** The next row; empty at the end of the table, and after a problem with what follows. */
  private List<Cell> row(String name, CsvParser parser) throws IOException {
    List<Cell> cells = new ArrayList<>();
    Place next = place(name, parser.currentLocation());
    try {
      while (parser.nextToken() != null && parser.currentToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
          cells.add(new Cell(parser.getText(), place(name, parser.currentTokenLocation())));
        }
        next = place(name, parser.currentLocation());
      }
      return cells;
    } catch (JsonParseException e) {
      problem(
          next,
          e.getOriginalMessage().startsWith("Missing closing quote")
              ? "the quote that opens here is not closed"
              : "found more text after the closing quote of what begins here; write a quote in a"
                  + " quoted text twice: \"\"");
      return List.of();
    }
  }

  private void add(List<Cell> row) {
    Cell text = row.getFirst();
    if (row.size() == 1 && text.text.isBlank()) {
      return;
    }
    if (row.size() != HEADER.size()) {
      problem(
          text.place,
          row.size() < HEADER.size()
              ? "found 1 column, expected 2: text,rail; a rail may be empty, its comma not missing"
              : "found %d columns, expected 2: text,rail; put a text with commas in double quotes"
                  .formatted(row.size()));
      return;
    }
    if (text.text.isBlank()) {
      problem(text.place, "the text is empty");
      return;
    }
    Cell rail = row.getLast();
    String id = rail.text.strip();
    if (id.isEmpty()) {
      read.add(new Labelled(text.text, Optional.empty(), text.place));
      return;
    }
    Optional<RailId> known = Optional.ofNullable(rails.get(id));
    known.ifPresentOrElse(
        found -> read.add(new Labelled(text.text, known, text.place)),
        () -> problem(rail.place, "there is no rail %s%s".formatted(quoted(id), suggestion(id))));
  }

  private String suggestion(String id) {
    suggestions++;
    return suggestions > MAX_SUGGESTIONS
        ? ""
        : DidYouMean.closest(id, rails.keySet())
            .map(word -> "; did you mean \"" + word + "\"?")
            .orElse("");
  }

  /** In one line, and not whole if it is long. */
  private static String quoted(String text) {
    String line = text.replaceAll("\\p{C}", " ");
    int length = line.codePointCount(0, line.length());
    return length > MAX_QUOTED
        ? "\"" + line.substring(0, line.offsetByCodePoints(0, MAX_QUOTED)) + "...\""
        : "\"" + line + "\"";
  }

  private static Place place(String name, JsonLocation location) {
    return new Place(name, location.getLineNr(), location.getColumnNr());
  }

  /** The place behind a text. */
  private static Place end(String name, String text) {
    String lines = text.replace("\r\n", "\n").replace('\r', '\n');
    int line = 1 + (int) lines.chars().filter(character -> character == '\n').count();
    String last = lines.substring(lines.lastIndexOf('\n') + 1);
    return new Place(name, line, 1 + last.codePointCount(0, last.length()));
  }

  private <T> Optional<T> problem(Place place, String message) {
    problems.add(new Problem(place, message));
    return Optional.empty();
  }
}
