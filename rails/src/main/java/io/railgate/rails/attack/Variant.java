package io.railgate.rails.attack;

import java.util.List;

/**
 * A text in another guise.
 *
 * @param turns what the user says, at least one
 * @param answered whether each turn is answered before the next
 * @param added what an attacker put to it; empty if nothing
 */
public record Variant(List<String> turns, boolean answered, String added) {

  public Variant {
    turns = List.copyOf(turns);
    if (turns.isEmpty()) {
      throw new IllegalArgumentException("a variant without a turn");
    }
  }

  static Variant of(String text) {
    return new Variant(List.of(text), true, "");
  }

  static Variant injected(String text, String added) {
    return new Variant(List.of(text), true, added);
  }
}
