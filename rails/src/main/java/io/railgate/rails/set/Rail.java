package io.railgate.rails.set;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One approved purpose.
 *
 * @param about one line for people; may be empty
 * @param examples at least one
 * @param slots in the author's order
 * @param cases at least one; the first that holds is the rail's outcome
 * @param accept least confidence of a match; empty for the set's
 * @param place where the rail's name stands
 */
public record Rail(
    RailId id,
    String about,
    List<Example> examples,
    List<Slot> slots,
    List<Case> cases,
    OptionalDouble accept,
    Place place) {

  public Rail {
    examples = List.copyOf(examples);
    slots = List.copyOf(slots);
    cases = List.copyOf(cases);
    if (examples.isEmpty() || cases.isEmpty()) {
      throw new IllegalArgumentException("rail " + id + " has no examples, or no outcome");
    }
  }

  /** A rail with one outcome, which holds anywhere. */
  public static Rail of(
      RailId id, String about, List<Example> examples, Outcome outcome, Place place) {
    return new Rail(
        id,
        about,
        examples,
        List.of(),
        List.of(new Case(After.ANYTHING, outcome, place)),
        OptionalDouble.empty(),
        place);
  }

  /**
   * The case that holds; empty if the rail is no candidate there.
   *
   * @param last the rail of the user's previous turn; empty if none matched, or there was none
   */
  public Optional<Case> caseAfter(Optional<RailId> last) {
    for (Case each : cases) { // no stream: asked of every rail for every message
      if (each.after().holds(last)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  public Optional<Slot> slot(String name) {
    return slots.stream().filter(slot -> slot.name().equals(name)).findFirst();
  }

  /** What people are told that it is for: {@code about}, or the first example. */
  public String title() {
    return about.isEmpty()
        ? examples.getFirst().text().fill(slot -> slot.replace('-', ' '))
        : about;
  }
}
