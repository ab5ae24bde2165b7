package io.railgate.rails.slots;

import io.railgate.rails.slots.Holes.Element;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells which of several slots a span is for by what stands around it: as around that slot's hole
 * in an example. Immutable.
 */
final class Neighbours {

  /** Words that tell what the next one is for, and little about the one before them. */
  private static final Set<String> LINKS =
      Set.of(
          "from to into onto in on at for of off until till by with since before after and or then"
              .split(" "));

  /** A hole, and what stands directly before and after it; null at an end of the example. */
  private record Place(String slot, @Nullable Element before, @Nullable Element after) {}

  /** A word of a message, and the kind of the span that it is part of. */
  private record Neighbour(String word, Optional<Kind> kind) {

    boolean is(@Nullable Element element) {
      return switch (element) {
        case null -> false;
        case Element.Literal literal -> literal.word().equals(word);
        case Element.Hole hole -> kind.filter(hole.kind()::equals).isPresent();
      };
    }
  }

  private final Set<Place> places = new LinkedHashSet<>();

  Neighbours(List<Holes> examples) {
    for (Holes example : examples) {
      List<Element> elements = example.elements();
      for (int i = 0; i < elements.size(); i++) {
        if (elements.get(i) instanceof Element.Hole hole) {
          places.add(new Place(hole.slot(), beside(elements, i, -1), beside(elements, i, 1)));
        }
      }
    }
  }

  /** Whether a word tells what the next one is for. */
  static boolean isLink(String word) {
    return LINKS.contains(word);
  }

  /** The slot that each of {@code spans} is for; empty where its neighbours do not tell. */
  List<Optional<String>> slots(Message message, List<Span> spans) {
    List<Neighbour> words = new ArrayList<>();
    int[] first = new int[spans.size()];
    int[] last = new int[spans.size()];
    int next = 0;
    for (Token token : message.tokens()) {
      while (next < spans.size() && spans.get(next).end() <= token.start()) {
        next++;
      }
      boolean inside = next < spans.size() && spans.get(next).covers(token.start());
      if (inside && last[next] == 0) {
        first[next] = words.size();
      }
      if (inside || !(token.isSymbol() || Holes.isDeterminer(token.word()))) {
        Optional<Kind> kind = inside ? Optional.of(spans.get(next).kind()) : Optional.empty();
        words.add(new Neighbour(token.word(), kind));
      }
      if (inside) {
        last[next] = words.size();
      }
    }
    List<Optional<String>> slots = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      Neighbour before = first[i] > 0 ? words.get(first[i] - 1) : null;
      Neighbour after = last[i] < words.size() ? words.get(last[i]) : null;
      Span span = spans.get(i);
      boolean distance = span.kind() == Kind.DATE && message.text().startsWith("in ", span.start());
      slots.add(slot(span.readings().keySet(), before, after, distance));
    }
    return slots;
  }

  /**
   * By the word before, then by that after; not if the two tell of different slots.
   *
   * @param distance whether it is a day that begins with "in", as in 3 days
   */
  private Optional<String> slot(
      Set<String> candidates,
      @Nullable Neighbour before,
      @Nullable Neighbour after,
      boolean distance) {
    List<Place> all = places.stream().filter(each -> candidates.contains(each.slot)).toList();
    List<Place> fitBefore = only(all, place -> before != null && before.is(place.before));
    List<Place> fitAfter = only(all, place -> after != null && after.is(place.after));
    Optional<String> byBefore = slotOf(fitBefore);
    Optional<String> byAfter = slotOf(fitAfter);
    boolean linksOn = after != null && LINKS.contains(after.word);
    if (byBefore.isPresent()) {
      boolean contradicts = !linksOn && byAfter.isPresent() && !byAfter.equals(byBefore);
      return contradicts ? Optional.empty() : byBefore;
    }
    if (!fitBefore.isEmpty()) {
      return slotOf(only(fitBefore, fitAfter::contains));
    }
    boolean another = linksOn && (distance || (before != null && LINKS.contains(before.word)));
    return another ? Optional.empty() : byAfter;
  }

  private static List<Place> only(List<Place> places, Predicate<Place> fits) {
    return places.stream().filter(fits).toList();
  }

  private static Optional<String> slotOf(List<Place> places) {
    List<String> slots = places.stream().map(Place::slot).distinct().toList();
    return slots.size() == 1 ? Optional.of(slots.getFirst()) : Optional.empty();
  }

  private static @Nullable Element beside(List<Element> elements, int index, int step) {
    int at = index + step;
    while (at >= 0
        && at < elements.size()
        && elements.get(at) instanceof Element.Literal literal
        && Holes.isDeterminer(literal.word())) {
      at += step;
    }
    return at >= 0 && at < elements.size() ? Objects.requireNonNull(elements.get(at)) : null;
  }
}
