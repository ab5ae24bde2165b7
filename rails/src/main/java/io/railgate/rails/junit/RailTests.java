package io.railgate.rails.junit;

import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.reader.RailSetReader.WithTests;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.RailSetInvalid;
import io.railgate.rails.testing.Defect;
import io.railgate.rails.testing.PlayedTurn;
import io.railgate.rails.testing.TestReport;
import io.railgate.rails.testing.TestResult;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Makes a JUnit test of each test of a rail set, with its file and line as the source, for a method
 * of a test class with {@code @TestFactory}:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> bank() throws RailSetInvalid {
 *   return RailTests.of(Path.of("bank"), LocalDate.now());
 * }
 * }</pre>
 */
public final class RailTests {

  private RailTests() {}

  /**
   * The tests of the set in a folder, by file. All are played at once; each reports what became of
   * it.
   *
   * @param today the day that "today" is
   * @throws RailSetInvalid if the set or its tests have errors
   * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
   */
  public static Stream<DynamicNode> of(Path folder, LocalDate today) throws RailSetInvalid {
    WithTests read = RailSetReader.readWithTests(folder, System::getenv);
    try (Encoder encoder = new OnnxEncoder(read.set().settings().encoder());
        RailEngine engine = RailEngine.load(read.set(), encoder)) {
      TestReport report = TestReport.of(engine, encoder, read.tests(), today, VectorCache.none());
      Map<String, List<DynamicNode>> files = new LinkedHashMap<>();
      for (TestResult result : report.results()) {
        files.computeIfAbsent(result.place().file(), first -> new ArrayList<>()).add(test(result));
      }
      return files.entrySet().stream()
          .map(
              file ->
                  DynamicContainer.dynamicContainer(
                      file.getKey(), source(Place.of(file.getKey())), file.getValue().stream()));
    }
  }

  private static DynamicTest test(TestResult result) {
    return DynamicTest.dynamicTest(
        result.name(),
        source(result.place()),
        () -> {
          if (!result.passed()) {
            throw new AssertionError(message(result));
          }
        });
  }

  private static String message(TestResult result) {
    return result.failed().stream()
        .map(turn -> turn.place() + ": " + result.called(turn) + "\n" + defects(turn))
        .collect(Collectors.joining("\n"));
  }

  private static String defects(PlayedTurn turn) {
    return turn.defects().stream()
        .map(Defect::message)
        .collect(Collectors.joining("\n  ", "  ", ""));
  }

  /** As JUnit reads places: {@code file:/...?line=1&column=1}. */
  private static URI source(Place place) {
    URI file = Path.of(place.file()).toUri();
    return place.line() == 0
        ? file
        : URI.create("%s?line=%d&column=%d".formatted(file, place.line(), place.column()));
  }
}
