package io.railgate.rails.slots;

import io.railgate.rails.set.Slot;
import io.railgate.rails.set.SlotType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds what a message says about all slots of a rail, except free texts: spans that do not
 * overlap. Immutable.
 */
final class SpanFinder {

  private final Map<String, PatternPlaces> patterns = new LinkedHashMap<>();
  private final Map<String, Phrases> phrases = new LinkedHashMap<>();
  private final Map<String, SlotType.DateRange> dates = new LinkedHashMap<>();
  private final Map<String, SlotType.NumberRange> numbers = new LinkedHashMap<>();

  SpanFinder(List<Slot> slots) {
    for (Slot slot : slots) {
      switch (slot.type()) {
        case SlotType.Fitting type -> patterns.put(slot.name(), new PatternPlaces(type));
        case SlotType.OneOf type -> phrases.put(slot.name(), new Phrases(type));
        case SlotType.DateRange type -> dates.put(slot.name(), type);
        case SlotType.NumberRange type -> numbers.put(slot.name(), type);
        case SlotType.FreeText type -> {}
      }
    }
  }

  /** What makes of a value one that is not meant. */
  private static final Set<String> NOT = Set.of("not", "except");

  /** The spans, in order of their places. */
  List<Span> find(Message message, LocalDate today, Optional<String> asked) {
    boolean askedNumber = asked.filter(numbers::containsKey).isPresent();
    boolean askedDay = asked.filter(dates::containsKey).isPresent();
    List<Span> first = new ArrayList<>();
    if (askedNumber) {
      addNumbers(message, new BitSet(), true, first);
    }
    addDates(message, today, askedDay, Overlaps.taken(first), first);
    merge(patterns, PatternPlaces::find, Kind.PATTERN, message, first);
    merge(phrases, Phrases::find, Kind.ONE_OF, message, first);
    List<Span> left = new ArrayList<>(Overlaps.resolve(first, asked));
    if (!numbers.isEmpty()) {
      addNumbers(message, Overlaps.taken(left), askedNumber, left);
    }
    return withoutDenied(message, Overlaps.resolve(left, asked));
  }

  /** With what is said not to be meant unclear: not friday, not from savings. */
  private static List<Span> withoutDenied(Message message, List<Span> spans) {
    List<Span> said = new ArrayList<>(spans.size());
    int token = 0;
    for (Span span : spans) {
      while (token < message.size() && message.at(token).start() < span.start()) {
        token++;
      }
      said.add(isDenied(message, token) ? unclear(span) : span);
    }
    return said;
  }

  private static boolean isDenied(Message message, int token) {
    int before = token - 1;
    before -= Holes.isDeterminer(message.word(before)) ? 1 : 0;
    before -= Neighbours.isLink(message.word(before)) ? 1 : 0;
    return NOT.contains(message.word(before));
  }

  private static Span unclear(Span span) {
    Map<String, Filling> readings = new LinkedHashMap<>();
    span.readings().keySet().forEach(slot -> readings.put(slot, new Filling.Unclear()));
    return new Span(span.start(), span.end(), span.kind(), readings);
  }

  private static <T> void merge(
      Map<String, T> slots, Finder<T> finder, Kind kind, Message message, List<Span> spans) {
    record Place(int start, int end) {}
    Map<Place, Map<String, Filling>> readings = new LinkedHashMap<>();
    slots.forEach(
        (slot, each) -> {
          for (Found found : finder.find(each, message)) {
            readings
                .computeIfAbsent(
                    new Place(found.start(), found.end()), place -> new LinkedHashMap<>())
                .put(slot, found.filling());
          }
        });
    readings.forEach(
        (place, fillings) -> spans.add(new Span(place.start, place.end, kind, fillings)));
  }

  @FunctionalInterface
  private interface Finder<T> {
    List<Found> find(T slot, Message message);
  }

  /**
   * Without a slot for days, those that have a name still keep their digits from numbers. A number
   * that is asked for is no distance: 3 in "in 3 days".
   */
  private void addDates(
      Message message, LocalDate today, boolean answer, BitSet asked, List<Span> spans) {
    for (DateSpan each : Dates.find(message, today, answer)) {
      Map<String, Filling> readings = readings(dates, range -> each.days().in(range, today));
      Span span = span(message, each.start(), each.end(), Kind.DATE, readings);
      int number = asked.nextSetBit(span.start());
      boolean distance = number >= 0 && number < span.end();
      if (each.named() || (!dates.isEmpty() && !distance)) {
        spans.add(span);
      }
    }
  }

  private void addNumbers(Message message, BitSet taken, boolean answer, List<Span> spans) {
    for (NumberSpan span : Numbers.find(message, taken, answer)) {
      Map<String, Filling> readings = readings(numbers, range -> span.reading().in(range));
      spans.add(span(message, span.start(), span.end(), Kind.NUMBER, readings));
    }
  }

  private static <T> Map<String, Filling> readings(
      Map<String, T> slots, Function<T, Filling> reading) {
    Map<String, Filling> readings = new LinkedHashMap<>();
    slots.forEach((slot, type) -> readings.put(slot, reading.apply(type)));
    return readings;
  }

  private static Span span(
      Message message, int start, int end, Kind kind, Map<String, Filling> readings) {
    return new Span(message.at(start).start(), message.at(end - 1).end(), kind, readings);
  }
}
