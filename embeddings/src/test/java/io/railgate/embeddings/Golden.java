package io.railgate.embeddings;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Values computed from the fp32 models by golden.py, an implementation independent of this one. */
final class Golden {

  private Golden() {}

  /** Two sentences, and their cosine by the fp32 models. */
  record Pair(String first, String second, double bge, double minilm) {}

  /** A text, and its ids by the tokenizer of BGE. */
  record Tokens(String text, List<Long> ids) {}

  static List<Pair> pairs() {
    return rows("pairs.csv").stream()
        .map(
            row ->
                new Pair(
                    cell(row, "first"),
                    cell(row, "second"),
                    Double.parseDouble(cell(row, "bge-small-en-v1.5")),
                    Double.parseDouble(cell(row, "all-MiniLM-L6-v2"))))
        .toList();
  }

  static List<Tokens> tokens() {
    return rows("token-ids.csv").stream()
        .map(row -> new Tokens(cell(row, "text"), ids(cell(row, "ids"))))
        .toList();
  }

  /** All sentences of the pairs. */
  static List<String> sentences() {
    return pairs().stream().flatMap(pair -> Stream.of(pair.first, pair.second)).toList();
  }

  private static List<Long> ids(String text) {
    return Arrays.stream(text.split(" ", -1)).map(Long::valueOf).toList();
  }

  private static String cell(Map<String, String> row, String column) {
    return Objects.requireNonNull(row.get(column), column);
  }

  private static List<Map<String, String>> rows(String file) {
    try (var in = Golden.class.getResourceAsStream("/golden/" + file)) {
      return new CsvMapper()
          .readerForMapOf(String.class)
          .with(CsvSchema.emptySchema().withHeader())
          .<Map<String, String>>readValues(in)
          .readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
