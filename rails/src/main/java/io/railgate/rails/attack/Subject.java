package io.railgate.rails.attack;

import io.railgate.rails.set.Place;
import io.railgate.rails.set.RailId;
import java.util.Optional;

/**
 * A text that is said in other guises.
 *
 * @param rail the one that it is meant for; empty if it is an attack
 * @param place where it stands
 */
public record Subject(String text, Optional<RailId> rail, Place place) {

  public boolean isLegitimate() {
    return rail.isPresent();
  }
}
