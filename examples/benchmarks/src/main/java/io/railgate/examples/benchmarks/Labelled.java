package io.railgate.examples.benchmarks;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * An utterance and what it means.
 *
 * @param intent empty if it is out of scope
 */
record Labelled(String text, String intent) {

  /** Reads a CSV file with the columns {@code text,intent}. */
  static List<Labelled> read(Path file) throws IOException {
    CsvSchema schema = CsvSchema.emptySchema().withHeader();
    try (var rows =
        new CsvMapper().readerFor(Labelled.class).with(schema).readValues(file.toFile())) {
      return rows.readAll().stream().map(Labelled.class::cast).toList();
    }
  }
}
