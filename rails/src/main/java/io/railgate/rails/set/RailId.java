package io.railgate.rails.set;

/**
 * A rail's name in its set, written {@code group.name}.
 *
 * @param group name of the rail file without {@code .yml}
 * @param name key of the rail in that file
 */
public record RailId(String group, String name) {

  @Override
  public String toString() {
    return group + "." + name;
  }
}
