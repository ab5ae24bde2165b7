package io.railgate.rails.set;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where in a conversation something holds.
 *
 * @param rails after one of these; empty for anywhere
 */
public record After(List<Previous> rails) {

  public static final After ANYTHING = new After(List.of());

  public After {
    rails = List.copyOf(rails);
  }

  public boolean isAnywhere() {
    return rails.isEmpty();
  }

  /**
   * Whether it holds.
   *
   * @param last the rail of the user's previous turn; empty if none matched, or there was none
   */
  public boolean holds(Optional<RailId> last) {
    return isAnywhere() || last.filter(this::includes).isPresent();
  }

  private boolean includes(RailId rail) {
    return rails.stream().anyMatch(previous -> previous.includes(rail));
  }

  @Override
  public String toString() {
    return isAnywhere()
        ? "anywhere"
        : rails.stream().map(Previous::toString).collect(Collectors.joining(", "));
  }
}
