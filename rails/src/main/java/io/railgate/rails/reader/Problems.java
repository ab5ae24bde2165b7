package io.railgate.rails.reader;

import io.railgate.rails.set.Place;
import io.railgate.rails.set.Problem;
import io.railgate.rails.set.RailSetInvalid;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong while reading goes on. */
final class Problems {

  /** Longest message, in characters; what is longer quotes a text that is no mistyped word. */
  static final int MAX_CHARACTERS = 1000;

  private final List<Problem> found = new ArrayList<>();

  /** Adds a problem, in one line whatever the author's text in it. */
  void add(Place place, String message) {
    found.add(new Problem(place, oneLine(message)));
  }

  boolean none() {
    return found.isEmpty();
  }

  void throwIfAny() throws RailSetInvalid {
    if (!none()) {
      throw new RailSetInvalid(found);
    }
  }

  private static String oneLine(String message) {
    StringBuilder line = new StringBuilder();
    message
        .codePoints()
        .limit(MAX_CHARACTERS)
        .forEach(
            character -> {
              if (isVisible(character)) {
                line.appendCodePoint(character);
              } else {
                line.append("\\u%04X".formatted(character));
              }
            });
    return line.append(message.length() > line.length() ? "..." : "").toString();
  }

  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
