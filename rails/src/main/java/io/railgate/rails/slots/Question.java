package io.railgate.rails.slots;

import io.railgate.rails.set.Slot;
import io.railgate.rails.set.SlotType;
import java.time.LocalDate;
import java.util.List;

/** What a user is asked for a slot's value. */
public final class Question {

  private Question() {}

  /** The author's question, or one made from the slot's name and type. */
  public static String first(Slot slot, LocalDate today) {
    return slot.ask().orElseGet(() -> made(slot, bound(slot.type(), today)));
  }

  /** The question after an answer that was out of range or unclear: with the range in it. */
  public static String again(Slot slot, LocalDate today) {
    String bound = bound(slot.type(), today) + decimals(slot.type());
    return slot.ask().map(ask -> ask + " (" + bound + ")").orElseGet(() -> made(slot, bound));
  }

  private static String made(Slot slot, String bound) {
    String name = slot.name().replace('-', ' ');
    if (slot.type() instanceof SlotType.OneOf(var words)) {
      return "Which " + name + ": " + or(List.copyOf(words.keySet())) + "?";
    }
    return "What is the " + name + "? (" + bound + ")";
  }

  private static String bound(SlotType type, LocalDate today) {
    return switch (type) {
      case SlotType.OneOf oneOf -> "one of: " + String.join(", ", oneOf.words().keySet());
      case SlotType.NumberRange range ->
          "a %s from %s to %s"
              .formatted(
                  range.decimals() == 0 ? "whole number" : "number",
                  range.min().toPlainString(),
                  range.max().toPlainString());
      case SlotType.DateRange range ->
          "a day from %s to %s".formatted(range.from().on(today), range.to().on(today));
      case SlotType.Fitting pattern ->
          pattern.examples().isEmpty()
              ? atMost(pattern.max())
              : "such as " + pattern.examples().getFirst() + ", " + atMost(pattern.max());
      case SlotType.FreeText text -> atMost(text.max());
    };
  }

  private static String decimals(SlotType type) {
    int decimals = type instanceof SlotType.NumberRange range ? range.decimals() : 0;
    return switch (decimals) {
      case 0 -> "";
      case 1 -> ", at most 1 decimal";
      default -> ", at most " + decimals + " decimals";
    };
  }

  private static String atMost(int characters) {
    return characters == 1 ? "at most 1 character" : "at most " + characters + " characters";
  }

  /** {@code A, B or C}. */
  private static String or(List<String> keys) {
    int last = keys.size() - 1;
    return last < 1
        ? String.join("", keys)
        : String.join(", ", keys.subList(0, last)) + " or " + keys.get(last);
  }
}
