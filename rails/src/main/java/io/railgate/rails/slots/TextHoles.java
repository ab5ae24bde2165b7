package io.railgate.rails.slots;

import io.railgate.rails.set.SlotType;
import io.railgate.rails.slots.Holes.Element;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fills holes for the user's own words from a message that otherwise reads as an example.
 * Immutable.
 */
final class TextHoles {

  private final Map<String, SlotType.FreeText> types;
  private final List<Holes> examples;

  TextHoles(Map<String, SlotType.FreeText> types, List<Holes> examples) {
    this.types = Map.copyOf(types);
    this.examples =
        examples.stream().filter(each -> types.keySet().stream().anyMatch(each::has)).toList();
  }

  /**
   * What was found.
   *
   * @param fillings by slot
   * @param inText the characters that are a slot's words
   * @param elsewhere the slots that have holes of their own in the example, besides the words
   */
  record Fit(Map<String, List<Filling>> fillings, BitSet inText, Set<String> elsewhere) {

    static final Fit NONE = new Fit(Map.of(), new BitSet(), Set.of());
  }

  /** The fit of the examples with most words of those that the message reads as. */
  Fit fit(Message message, List<Span> spans) {
    Alignment alignment = new Alignment(message, spans);
    long most = -1;
    Fit best = Fit.NONE;
    for (Holes example : examples) {
      if (example.literals() < most) {
        continue;
      }
      Map<String, List<Alignment.Stretch>> holes = alignment.textHoles(example);
      if (!holes.isEmpty()) {
        Fit fit = fit(message, example, holes);
        best = example.literals() == most ? both(best, fit) : fit;
        most = example.literals();
      }
    }
    return best;
  }

  private Fit fit(Message message, Holes example, Map<String, List<Alignment.Stretch>> holes) {
    Map<String, List<Filling>> fillings = new LinkedHashMap<>();
    BitSet inText = new BitSet();
    holes.forEach(
        (slot, stretches) -> {
          SlotType.FreeText type = types.get(slot);
          for (Alignment.Stretch stretch : stretches) {
            inText.set(stretch.start(), stretch.end());
            String words = trimmed(message.text().substring(stretch.start(), stretch.end()));
            if (type != null) {
              fillings
                  .computeIfAbsent(slot, name -> new ArrayList<>())
                  .add(QuotedText.of(type, words));
            }
          }
        });
    Set<String> elsewhere = new TreeSet<>();
    for (Element element : example.elements()) {
      if (element instanceof Element.Hole hole && hole.kind() != Kind.TEXT) {
        elsewhere.add(hole.slot());
      }
    }
    return new Fit(fillings, inText, elsewhere);
  }

  private static Fit both(Fit one, Fit other) {
    Map<String, List<Filling>> fillings = new HashMap<>(one.fillings);
    other.fillings.forEach(
        (slot, more) ->
            fillings.merge(
                slot,
                more,
                (some, rest) -> {
                  List<Filling> all = new ArrayList<>(some);
                  all.addAll(rest);
                  return all;
                }));
    BitSet inText = (BitSet) one.inText.clone();
    inText.and(other.inText);
    Set<String> elsewhere = new TreeSet<>(one.elsewhere);
    elsewhere.retainAll(other.elsewhere);
    return new Fit(fillings, inText, elsewhere);
  }

  /** Without the punctuation that joins the words to the rest of the sentence. */
  private static String trimmed(String words) {
    int start = 0;
    int end = words.length();
    while (start < end && ",:; ".indexOf(words.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && ",:;.!? ".indexOf(words.charAt(end - 1)) >= 0) {
      end--;
    }
    return words.substring(start, end);
  }
}
