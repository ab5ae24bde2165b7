package io.railgate.rails.testing;

import io.railgate.rails.set.Place;

/**
 * A turn that did not go as a test expects.
 *
 * @param message what was expected and what came
 */
public record Failure(Place place, String message) {

  static Failure of(TestResult result, PlayedTurn turn, Defect defect) {
    return new Failure(turn.place(), result.called(turn) + ": " + defect.message());
  }

  @Override
  public String toString() {
    return place + ": " + message;
  }
}
