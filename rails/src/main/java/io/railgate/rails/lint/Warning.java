package io.railgate.rails.lint;

import io.railgate.rails.set.Place;

/**
 * Something in a rail set that loads, and is likely not what its author wants.
 *
 * @param message what was found here
 */
public record Warning(Code code, Place place, String message) {

  @Override
  public String toString() {
    return place + ": " + message + " [" + code.id() + "]";
  }
}
