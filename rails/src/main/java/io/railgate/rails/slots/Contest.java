package io.railgate.rails.slots;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives each span to the slot that it must belong to. Spans that several slots could take go by
 * their neighbours, then by the ranges of the slots; the last one may follow from all others. Where
 * that does not tell, all slots that contend are unclear. For one use.
 */
final class Contest {

  private final Map<String, List<Filling>> fillings = new LinkedHashMap<>();

  private Contest() {}

  /** What is said about each slot that something is said about. */
  static Map<String, List<Filling>> decide(
      Neighbours neighbours, Message message, List<Span> spans) {
    Contest contest = new Contest();
    List<Claim> claims = new ArrayList<>();
    List<Optional<String>> slots = neighbours.slots(message, spans);
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      if (span.readings().size() == 1) {
        contest.give(span.readings().keySet().iterator().next(), span);
      } else if (span.readings().size() > 1) {
        claims.add(new Claim(span, slots.get(i).or(() -> onlyFilled(span))));
      }
    }
    components(claims).forEach(contest::settle);
    return contest.fillings;
  }

  /** A span that several slots could take. */
  private record Claim(Span span, Optional<String> slot) {

    Set<String> slots() {
      return span.readings().keySet();
    }
  }

  private static Optional<String> onlyFilled(Span span) {
    List<String> filled =
        span.readings().entrySet().stream()
            .filter(each -> each.getValue() instanceof Filling.Filled)
            .map(Map.Entry::getKey)
            .toList();
    return filled.size() == 1 ? Optional.of(filled.getFirst()) : Optional.empty();
  }

  /** Claims that contend with one another, directly or through others. */
  private static List<List<Claim>> components(List<Claim> claims) {
    Map<Set<String>, List<Claim>> components = new LinkedHashMap<>();
    for (Claim claim : claims) {
      Optional<List<Claim>> same =
          components.entrySet().stream()
              .filter(each -> each.getKey().containsAll(claim.slots()))
              .map(Map.Entry::getValue)
              .findFirst();
      if (same.isPresent()) {
        same.get().add(claim);
        continue;
      }
      Set<String> slots = new LinkedHashSet<>(claim.slots());
      List<Claim> members = new ArrayList<>(List.of(claim));
      Iterator<Map.Entry<Set<String>, List<Claim>>> rest = components.entrySet().iterator();
      while (rest.hasNext()) {
        Map.Entry<Set<String>, List<Claim>> other = rest.next();
        if (other.getKey().stream().anyMatch(claim.slots()::contains)) {
          slots.addAll(other.getKey());
          members.addAll(other.getValue());
          rest.remove();
        }
      }
      components.put(slots, members);
    }
    return List.copyOf(components.values());
  }

  private void settle(List<Claim> claims) {
    Set<String> slots = new LinkedHashSet<>();
    claims.forEach(claim -> slots.addAll(claim.slots()));
    List<Claim> open = claims.stream().filter(claim -> claim.slot.isEmpty()).toList();
    Optional<String> follows = follows(claims, open, slots);
    if (open.isEmpty() || follows.isPresent()) {
      claims.forEach(claim -> give(claim.slot.or(() -> follows).orElseThrow(), claim.span));
    } else {
      slots.forEach(slot -> add(slot, new Filling.Unclear()));
    }
  }

  /** The slot of the only open claim when each other slot has exactly one. */
  private static Optional<String> follows(List<Claim> claims, List<Claim> open, Set<String> slots) {
    Set<String> left = new LinkedHashSet<>(slots);
    claims.forEach(claim -> claim.slot.ifPresent(left::remove));
    boolean last = open.size() == 1 && claims.size() == slots.size() && left.size() == 1;
    return last
        ? left.stream().filter(open.getFirst().slots()::contains).findFirst()
        : Optional.empty();
  }

  private void give(String slot, Span span) {
    add(slot, span.readings().getOrDefault(slot, new Filling.Unclear()));
  }

  private void add(String slot, Filling filling) {
    fillings.computeIfAbsent(slot, name -> new ArrayList<>()).add(filling);
  }
}
