package io.railgate.rails.set;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * The groups of rails that a client may use.
 *
 * @param names of the groups; empty for all that there are
 */
public record Groups(Optional<Set<String>> names) {

  /** Every group of the set. */
  public static final Groups ALL = new Groups(Optional.empty());

  public Groups {
    names = names.map(Set::copyOf);
  }

  /** These groups and no other. */
  public static Groups of(Collection<String> names) {
    return new Groups(Optional.of(Set.copyOf(names)));
  }

  /** Whether a rail is in one of them. */
  public boolean hold(RailId rail) {
    return names.isEmpty() || names.get().contains(rail.group());
  }
}
