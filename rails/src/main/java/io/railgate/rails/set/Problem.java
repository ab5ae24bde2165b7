package io.railgate.rails.set;

/** One defect of a rail set: where it stands, what was found there, and what was expected. */
public record Problem(Place place, String message) {

  @Override
  public String toString() {
    return place + ": " + message;
  }
}
