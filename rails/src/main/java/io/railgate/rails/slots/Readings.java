package io.railgate.rails.slots;

import java.util.Collection;
import java.util.Set;

/** What is said about one slot in several places. */
final class Readings {

  private Readings() {}

  /** What they say together: the one that they all are, if they are. */
  static Filling together(Collection<Filling> readings) {
    Set<Filling> distinct = Set.copyOf(readings);
    return switch (distinct.size()) {
      case 0 -> new Filling.Missing();
      case 1 -> distinct.iterator().next();
      default -> new Filling.Unclear();
    };
  }
}
