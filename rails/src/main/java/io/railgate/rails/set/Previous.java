package io.railgate.rails.set;

import java.util.Optional;

/**
 * A rail of the user's previous turn, or any of a group: {@code cards.report-lost}, {@code
 * cards.*}.
 *
 * @param name empty for every rail of the group
 */
public record Previous(String group, Optional<String> name, Place place) {

  public boolean includes(RailId rail) {
    return rail.group().equals(group) && (name.isEmpty() || name.get().equals(rail.name()));
  }

  @Override
  public String toString() {
    return group + "." + name.orElse("*");
  }
}
