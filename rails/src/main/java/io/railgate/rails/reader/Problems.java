package io.railgate.rails.reader;

import io.railgate.rails.set.Place;
import io.railgate.rails.set.Problem;
import io.railgate.rails.set.RailSetInvalid;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong while reading goes on. */
final class Problems {

  private final List<Problem> found = new ArrayList<>();

  void add(Place place, String message) {
    found.add(new Problem(place, message));
  }

  boolean none() {
    return found.isEmpty();
  }

  void throwIfAny() throws RailSetInvalid {
    if (!none()) {
      throw new RailSetInvalid(found);
    }
  }
}
