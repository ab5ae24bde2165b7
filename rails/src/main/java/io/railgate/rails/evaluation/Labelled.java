package io.railgate.rails.evaluation;

import io.railgate.rails.set.Place;
import io.railgate.rails.set.RailId;
import java.util.Optional;

/**
 * An utterance, and what it is known to mean.
 *
 * @param rail the one that it is meant for; empty if it must match nothing
 * @param place where it stands
 */
public record Labelled(String text, Optional<RailId> rail, Place place) {

  /** Whether there is a rail for it. */
  public boolean inScope() {
    return rail.isPresent();
  }
}
