package io.railgate.rails.slots;

import io.railgate.rails.set.SlotType;

/** What sort of thing a slot holds; where two overlap in a message, the earlier here wins. */
enum Kind {
  PATTERN,
  DATE,
  ONE_OF,
  NUMBER,
  TEXT;

  static Kind of(SlotType type) {
    return switch (type) {
      case SlotType.Fitting pattern -> PATTERN;
      case SlotType.DateRange date -> DATE;
      case SlotType.OneOf oneOf -> ONE_OF;
      case SlotType.NumberRange number -> NUMBER;
      case SlotType.FreeText text -> TEXT;
    };
  }
}
