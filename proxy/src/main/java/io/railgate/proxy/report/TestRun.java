package io.railgate.proxy.report;

import io.railgate.rails.evaluation.Evaluation;
import io.railgate.rails.testing.Coverage;
import io.railgate.rails.testing.TestResult;
import java.util.List;
import java.util.Optional;

/**
 * What became of a rail set's tests, and of which set.
 *
 * @param name of the rail set
 * @param folder of the rail set, as given
 * @param setDigest digest of the rail set, in hex
 * @param day on which the tests were played, as {@code 2026-11-21}
 * @param coverage what the tests exercise; empty if that cannot be known
 * @param evaluation of the tests' first messages; empty if that cannot be known
 */
public record TestRun(
    String name,
    String folder,
    String setDigest,
    String day,
    List<TestResult> results,
    Optional<Coverage> coverage,
    Optional<Evaluation> evaluation) {

  public TestRun {
    results = List.copyOf(results);
  }

  /** The tests that failed. */
  public List<TestResult> failed() {
    return results.stream().filter(result -> !result.passed()).toList();
  }

  int passed() {
    return results.size() - failed().size();
  }

  /** How many turns were played. */
  int turns() {
    return results.stream().mapToInt(result -> result.turns().size()).sum();
  }
}
