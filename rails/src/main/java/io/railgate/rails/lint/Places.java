package io.railgate.rails.lint;

import io.railgate.rails.set.Case;
import io.railgate.rails.set.Previous;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Places in a conversation: the rail of the user's previous turn, or none. */
final class Places {

  private Places() {}

  /** Where a rail is a candidate; only the start, if it is one anywhere. */
  static Set<Optional<RailId>> of(Rail rail, RailSet set) {
    if (rail.caseAfter(Optional.empty()).isPresent()) {
      return Set.of(Optional.empty());
    }
    Set<Optional<RailId>> places = new LinkedHashSet<>();
    for (Case each : rail.cases()) {
      for (Previous previous : each.after().rails()) {
        set.rails().stream()
            .map(Rail::id)
            .filter(previous::includes)
            .forEach(id -> places.add(Optional.of(id)));
      }
    }
    return places;
  }

  /** Whether there is a place where both are candidates. */
  static boolean meet(Rail one, Rail other, RailSet set) {
    return of(one, set).stream().anyMatch(place -> other.caseAfter(place).isPresent())
        || of(other, set).stream().anyMatch(place -> one.caseAfter(place).isPresent());
  }
}
