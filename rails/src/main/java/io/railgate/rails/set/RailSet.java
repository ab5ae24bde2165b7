package io.railgate.rails.set;

import java.util.List;

/**
 * What is deployed as one: the settings and all rails, in the order of their files and of their
 * places in them.
 *
 * @param rails at least one
 */
public record RailSet(Settings settings, List<Rail> rails) {

  public RailSet {
    rails = List.copyOf(rails);
    if (rails.isEmpty()) {
      throw new IllegalArgumentException("a rail set without rails");
    }
  }

  public int exampleCount() {
    return rails.stream().mapToInt(rail -> rail.examples().size()).sum();
  }

  public RailSet withSettings(Settings other) {
    return new RailSet(other, rails);
  }
}
