package io.railgate.rails.testing;

import io.railgate.rails.set.Case;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.Slot;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a rail set some turns exercise: each rail, each case of a rail that has several, each
 * slot, and each outcome; of the set its refusal, and its clarifying question if it has one.
 *
 * @param items in the order of the set
 */
public record Coverage(List<Item> items) {

  /** What an item is. */
  public enum Kind {
    /** A rail decided. */
    RAIL,
    /** A case of a rail was entered. */
    CASE,
    /** A slot had a value. */
    SLOT,
    /** An outcome came about: nothing was left to be asked for. */
    OUTCOME
  }

  /**
   * Something that can be exercised.
   *
   * @param name in words
   * @param place where it stands
   */
  public record Item(Kind kind, String name, Place place, boolean covered) {}

  public Coverage {
    items = List.copyOf(items);
  }

  public int covered() {
    return (int) items.stream().filter(Item::covered).count();
  }

  /** What is not exercised. */
  public List<Item> missing() {
    return items.stream().filter(item -> !item.covered).toList();
  }

  /** The share that is exercised, in [0, 1]. */
  public double share() {
    return items.isEmpty() ? 1 : (double) covered() / items.size();
  }

  /** Of some turns. */
  static Coverage of(RailSet set, List<PlayedTurn> turns) {
    Place settings = set.settings().otherwise().place();
    Exercised exercised = new Exercised(set);
    turns.stream().flatMap(turn -> turn.answer().within().stream()).forEach(exercised::add);
    List<Item> items = new ArrayList<>();
    for (Rail rail : set.rails()) {
      items.addAll(items(rail, exercised));
    }
    boolean refused =
        turns.stream()
            .map(turn -> turn.answer().seen())
            .anyMatch(seen -> seen.action().equals("refuse") && seen.rail().isEmpty());
    items.add(new Item(Kind.OUTCOME, "refuse of otherwise", settings, refused));
    if (set.settings().otherwise().clarify().isPresent()) {
      boolean asked =
          turns.stream().anyMatch(turn -> turn.answer().seen().action().equals("clarify"));
      items.add(new Item(Kind.OUTCOME, "clarify of otherwise", settings, asked));
    }
    return new Coverage(items);
  }

  private static List<Item> items(Rail rail, Exercised exercised) {
    List<Item> items = new ArrayList<>();
    items.add(new Item(Kind.RAIL, "rail " + rail.id(), rail.place(), exercised.decided(rail.id())));
    for (Slot slot : rail.slots()) {
      items.add(
          new Item(
              Kind.SLOT,
              "slot {%s} of rail %s".formatted(slot.name(), rail.id()),
              slot.place(),
              exercised.filled(rail.id(), slot.name())));
    }
    for (int number = 0; number < rail.cases().size(); number++) {
      Case each = rail.cases().get(number);
      boolean several = rail.cases().size() > 1;
      String where = several ? "case %d of rail %s".formatted(number + 1, rail.id()) : "";
      if (several) {
        items.add(new Item(Kind.CASE, where, each.place(), exercised.entered(rail.id(), number)));
      }
      items.add(
          new Item(
              Kind.OUTCOME,
              each.outcome().word() + " of " + (several ? where : "rail " + rail.id()),
              each.place(),
              exercised.reached(rail.id(), number)));
    }
    return items;
  }
}
