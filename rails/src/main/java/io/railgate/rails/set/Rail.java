package io.railgate.rails.set;

import java.util.List;

/**
 * One approved purpose.
 *
 * @param about one line for people; may be empty
 * @param examples at least one
 * @param place where the rail's name stands
 */
public record Rail(RailId id, String about, List<Example> examples, Outcome outcome, Place place) {

  public Rail {
    examples = List.copyOf(examples);
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("rail " + id + " has no examples");
    }
  }
}
