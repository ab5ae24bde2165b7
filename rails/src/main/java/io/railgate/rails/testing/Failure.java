package io.railgate.rails.testing;

import io.railgate.rails.engine.Decision;
import io.railgate.rails.set.Place;

/**
 * A turn that did not go as a test expects.
 *
 * @param message what was expected and what came
 */
public record Failure(Place place, String message, Decision decision) {

  @Override
  public String toString() {
    return place + ": " + message;
  }
}
