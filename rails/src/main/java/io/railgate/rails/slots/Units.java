package io.railgate.rails.slots;

import io.railgate.rails.slots.Holes.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Knows what a rail's numbers count: the words that stand directly after their holes in examples. A
 * number that counts another time is unclear (two weeks, where nights are counted), one that counts
 * something else is no value beside one that counts the right thing, and of two with "or" between
 * them neither is. Immutable.
 */
final class Units {

  private static final Set<String> TIMES =
      Set.of("second", "minute", "hour", "day", "night", "week", "month", "year");

  private static final Filling UNCLEAR = new Filling.Unclear();

  private static final Map<String, String> SHORT =
      Map.of("sec", "second", "min", "minute", "hr", "hour", "wk", "week", "yr", "year");

  private final Map<String, Set<String>> counted = new HashMap<>();

  Units(List<Holes> examples) {
    for (Holes example : examples) {
      List<Element> elements = example.elements();
      for (int i = 0; i + 1 < elements.size(); i++) {
        if (elements.get(i) instanceof Element.Hole(String slot, Kind kind)
            && kind == Kind.NUMBER
            && elements.get(i + 1) instanceof Element.Literal(String word)
            && isCounted(word)) {
          counted.computeIfAbsent(slot, none -> new HashSet<>()).add(singular(word));
        }
      }
    }
  }

  /** The spans of a message, without the readings that the words after them speak against. */
  List<Span> apply(Message message, List<Span> spans) {
    if (counted.isEmpty()) {
      return spans;
    }
    List<String> after = wordsAfter(message, spans);
    List<Map<String, Filling>> readings = new ArrayList<>();
    spans.forEach(span -> readings.add(new LinkedHashMap<>(span.readings())));
    for (Map.Entry<String, Set<String>> slot : counted.entrySet()) {
      List<Integer> numbers =
          IntStream.range(0, spans.size())
              .filter(i -> spans.get(i).kind() == Kind.NUMBER)
              .filter(i -> readings.get(i).containsKey(slot.getKey()))
              .boxed()
              .toList();
      boolean rightOne = numbers.stream().anyMatch(i -> slot.getValue().contains(after.get(i)));
      boolean times = slot.getValue().stream().anyMatch(TIMES::contains);
      for (int i : numbers) {
        String unit = after.get(i);
        if (slot.getValue().contains(unit)) {
          continue;
        }
        if (times && TIMES.contains(unit)) {
          readings.get(i).put(slot.getKey(), UNCLEAR);
        } else if (TIMES.contains(unit) || (rightOne && !unit.isEmpty())) {
          readings.get(i).remove(slot.getKey());
        }
      }
    }
    alternatives(message, spans).forEach(i -> readings.get(i).replaceAll((slot, all) -> UNCLEAR));
    return IntStream.range(0, spans.size())
        .mapToObj(i -> with(spans.get(i), readings.get(i)))
        .toList();
  }

  /** Numbers of which only one is meant: 3 or 5. */
  private static Set<Integer> alternatives(Message message, List<Span> spans) {
    Set<Integer> alternatives = new HashSet<>();
    for (int i = 0; i + 1 < spans.size(); i++) {
      boolean numbers =
          spans.get(i).kind() == Kind.NUMBER && spans.get(i + 1).kind() == Kind.NUMBER;
      String between = message.text().substring(spans.get(i).end(), spans.get(i + 1).start());
      if (numbers && between.strip().equals("or")) {
        alternatives.addAll(List.of(i, i + 1));
      }
    }
    return alternatives;
  }

  /** For each span what it counts, if it is a number; empty if nothing tells. */
  private static List<String> wordsAfter(Message message, List<Span> spans) {
    List<String> words = new ArrayList<>();
    int next = 0;
    List<Token> tokens = message.tokens();
    for (int i = 0; i < spans.size(); i++) {
      while (next < tokens.size() && tokens.get(next).start() < spans.get(i).end()) {
        next++;
      }
      boolean tells =
          next < tokens.size()
              && !tokens.get(next).isSymbol()
              && isCounted(tokens.get(next).word())
              && !(i + 1 < spans.size() && spans.get(i + 1).covers(tokens.get(next).start()));
      words.add(tells ? singular(tokens.get(next).word()) : "");
    }
    return words;
  }

  private static boolean isCounted(String word) {
    return Character.isLetter(word.codePointAt(0))
        && !Neighbours.isLink(word)
        && !Holes.isDeterminer(word);
  }

  private static String singular(String word) {
    String one =
        word.length() > 2 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    return SHORT.getOrDefault(one, one);
  }

  private static Span with(Span span, Map<String, Filling> readings) {
    return new Span(span.start(), span.end(), span.kind(), readings);
  }
}
