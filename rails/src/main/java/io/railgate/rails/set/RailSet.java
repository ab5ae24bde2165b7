package io.railgate.rails.set;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is deployed as one: the settings and all rails, in the order of their files and of their
 * places in them. Immutable.
 */
public final class RailSet {

  private final Settings settings;
  private final List<Rail> rails;
  private final Map<RailId, Rail> byId;

  /**
   * Makes a set.
   *
   * @param rails at least one, each with another id
   */
  public RailSet(Settings settings, List<Rail> rails) {
    this.settings = settings;
    this.rails = List.copyOf(rails);
    this.byId = rails.stream().collect(Collectors.toUnmodifiableMap(Rail::id, Function.identity()));
    if (rails.isEmpty()) {
      throw new IllegalArgumentException("a rail set without rails");
    }
  }

  public Settings settings() {
    return settings;
  }

  public List<Rail> rails() {
    return rails;
  }

  public Optional<Rail> rail(RailId id) {
    return Optional.ofNullable(byId.get(id));
  }

  public int exampleCount() {
    return rails.stream().mapToInt(rail -> rail.examples().size()).sum();
  }

  public RailSet withSettings(Settings other) {
    return new RailSet(other, rails);
  }
}
