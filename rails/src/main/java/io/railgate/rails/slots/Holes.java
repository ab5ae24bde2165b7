package io.railgate.rails.slots;

import io.railgate.rails.set.Template;
import io.railgate.rails.set.Template.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A rail's example as words and holes, without punctuation. */
record Holes(List<Element> elements) {

  /** A piece of an example. */
  sealed interface Element {

    /** A word, as {@link Token#word}. */
    record Literal(String word) implements Element {}

    /** A hole and what its slot holds. */
    record Hole(String slot, Kind kind) implements Element {}
  }

  private static final Set<String> DETERMINERS =
      Set.of("the", "a", "an", "my", "our", "your", "his", "her", "their");

  Holes {
    elements = List.copyOf(elements);
  }

  /** An example of a rail whose slots are of {@code kinds}; other placeholders are left out. */
  static Holes of(Template example, Map<String, Kind> kinds) {
    List<Element> elements = new ArrayList<>();
    for (Part part : example.parts()) {
      switch (part) {
        case Part.Words(String text) ->
            Message.of(text).tokens().stream()
                .filter(token -> !token.isSymbol())
                .forEach(token -> elements.add(new Element.Literal(token.word())));
        case Part.Hole(String slot) -> {
          Kind kind = kinds.get(slot);
          if (kind != null) {
            elements.add(new Element.Hole(slot, kind));
          }
        }
      }
    }
    return new Holes(elements);
  }

  /** Whether a word says nothing about its neighbour: "from my" is as good as "from". */
  static boolean isDeterminer(String word) {
    return DETERMINERS.contains(word);
  }

  boolean has(String slot) {
    return elements.stream()
        .anyMatch(element -> element instanceof Element.Hole hole && hole.slot().equals(slot));
  }

  long literals() {
    return elements.stream().filter(Element.Literal.class::isInstance).count();
  }
}
