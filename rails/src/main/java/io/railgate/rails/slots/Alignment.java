package io.railgate.rails.slots;

import io.railgate.rails.slots.Holes.Element;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message laid beside examples: which of its words may stand at which hole. In time linear in the
 * words of the message times those of the example: as a nondeterministic automaton, from both ends.
 */
final class Alignment {

  /** Some characters of the message. */
  record Stretch(int start, int end) {}

  private final Message message;
  private final List<Token> words = new ArrayList<>();

  /** The spans by the word that they begin with. */
  private final Map<Integer, Span> spans = new HashMap<>();

  private final Map<Span, Integer> spanEnds = new HashMap<>();

  /** Takes spans that do not overlap, in order. */
  Alignment(Message message, List<Span> spans) {
    this.message = message;
    int next = 0;
    for (Token token : message.tokens()) {
      while (next < spans.size() && spans.get(next).end() <= token.start()) {
        next++;
      }
      boolean inside = next < spans.size() && spans.get(next).covers(token.start());
      if (inside && !spanEnds.containsKey(spans.get(next))) {
        this.spans.put(words.size(), spans.get(next));
      }
      if (inside || !token.isSymbol()) {
        words.add(token);
      }
      if (inside) {
        spanEnds.put(spans.get(next), words.size());
      }
    }
  }

  /**
   * The stretches that each hole for words may have if the message reads as the example, two at
   * most for each hole; empty if it does not.
   */
  Map<String, List<Stretch>> textHoles(Holes example) {
    List<Element> elements = example.elements();
    List<BitSet> forth = new ArrayList<>();
    BitSet reached = new BitSet();
    reached.set(0);
    for (Element element : elements) {
      forth.add(reached);
      reached = after(reached, element);
      if (reached.isEmpty()) {
        return Map.of();
      }
    }
    if (!reached.get(words.size())) {
      return Map.of();
    }
    Map<String, List<Stretch>> holes = new LinkedHashMap<>();
    BitSet open = new BitSet();
    open.set(words.size());
    for (int i = elements.size() - 1; i >= 0; i--) {
      if (elements.get(i) instanceof Element.Hole hole && hole.kind() == Kind.TEXT) {
        holes
            .computeIfAbsent(hole.slot(), slot -> new ArrayList<>())
            .addAll(stretches(forth.get(i), open));
      }
      open = before(open, elements.get(i));
    }
    return holes;
  }

  private BitSet after(BitSet from, Element element) {
    BitSet to = new BitSet();
    if (isText(element)) {
      int first = from.nextSetBit(0);
      if (first < words.size()) {
        to.set(first + 1, words.size() + 1);
      }
      return to;
    }
    for (int at = from.nextSetBit(0); at >= 0 && at < words.size(); at = from.nextSetBit(at + 1)) {
      int end = end(at, element);
      if (end >= 0) {
        to.set(end);
      }
    }
    return to;
  }

  private BitSet before(BitSet to, Element element) {
    BitSet from = new BitSet();
    if (isText(element)) {
      from.set(0, Math.max(0, to.length() - 1));
      return from;
    }
    for (int at = 0; at < words.size(); at++) {
      int end = end(at, element);
      if (end >= 0 && to.get(end)) {
        from.set(at);
      }
    }
    return from;
  }

  /** Where {@code element} ends if it is at word {@code at}; -1 if it is not. */
  private int end(int at, Element element) {
    return switch (element) {
      case Element.Literal(String word) -> words.get(at).is(word) ? at + 1 : -1;
      case Element.Hole hole -> {
        Span span = spans.get(at);
        yield span != null && span.readings().containsKey(hole.slot())
            ? spanEnds.getOrDefault(span, -1)
            : -1;
      }
    };
  }

  /** Two of the stretches from one of {@code starts} to one of {@code ends}, or all if fewer. */
  private List<Stretch> stretches(BitSet starts, BitSet ends) {
    List<Stretch> stretches = new ArrayList<>();
    for (int start = starts.nextSetBit(0); start >= 0; start = starts.nextSetBit(start + 1)) {
      int stop = ends.nextSetBit(start + 1);
      if (stop < 0 || stretches.size() == 2) {
        break;
      }
      while (stop >= 0 && stretches.size() < 2) {
        stretches.add(stretch(start, stop));
        stop = ends.nextSetBit(stop + 1);
      }
    }
    return stretches;
  }

  private Stretch stretch(int first, int end) {
    int from = first == 0 ? 0 : words.get(first - 1).end();
    int to = end == words.size() ? message.text().length() : words.get(end).start();
    return new Stretch(from, to);
  }

  private static boolean isText(Element element) {
    return element instanceof Element.Hole hole && hole.kind() == Kind.TEXT;
  }
}
