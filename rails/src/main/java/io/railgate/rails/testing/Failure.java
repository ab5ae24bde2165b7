package io.railgate.rails.testing;

import io.railgate.rails.set.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * A turn that did not go as a test expects.
 *
 * @param message what was expected and what came
 */
public record Failure(Place place, String message) {

  /** All that did not go as expected, in the order of the tests. */
  static List<Failure> of(List<TestResult> results) {
    List<Failure> failures = new ArrayList<>();
    for (TestResult result : results) {
      for (PlayedTurn turn : result.failed()) {
        for (Defect defect : turn.defects()) {
          failures.add(new Failure(turn.place(), result.called(turn) + ": " + defect.message()));
        }
      }
    }
    return failures;
  }

  @Override
  public String toString() {
    return place + ": " + message;
  }
}
