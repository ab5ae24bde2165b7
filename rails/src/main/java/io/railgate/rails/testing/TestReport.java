package io.railgate.rails.testing;

import java.util.List;

/**
 * What became of a set's tests.
 *
 * @param results in the order of the tests: conversations, then accepts, then rejects
 * @param coverage what of the set they exercise
 */
public record TestReport(List<TestResult> results, Coverage coverage) {

  public TestReport {
    results = List.copyOf(results);
  }

  public boolean passed() {
    return results.stream().allMatch(TestResult::passed);
  }

  /** The tests that failed. */
  public List<TestResult> failed() {
    return results.stream().filter(result -> !result.passed()).toList();
  }

  /** How many turns were played. */
  public int turns() {
    return results.stream().mapToInt(result -> result.turns().size()).sum();
  }

  /** What did not go as expected, in the order of the tests. */
  public List<Failure> failures() {
    return failed().stream()
        .flatMap(
            result ->
                result.failed().stream()
                    .flatMap(
                        turn ->
                            turn.defects().stream()
                                .map(defect -> Failure.of(result, turn, defect))))
        .toList();
  }
}
