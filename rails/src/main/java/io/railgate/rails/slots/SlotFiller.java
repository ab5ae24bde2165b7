package io.railgate.rails.slots;

import io.railgate.rails.set.Slot;
import io.railgate.rails.set.SlotType;
import io.railgate.rails.set.Template;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a rail's slots from messages, in time linear in their length. What belongs to a slot is
 * looked for as what belongs to all others is, so that no slot takes another's. Immutable.
 */
public final class SlotFiller {

  private final List<Slot> slots;
  private final Map<String, SlotType.FreeText> texts = new LinkedHashMap<>();
  private final SpanFinder finder;
  private final Neighbours neighbours;
  private final Units units;
  private final TextHoles textHoles;

  /**
   * Takes a rail's slots and its examples.
   *
   * @param says with holes for these slots
   */
  public SlotFiller(List<Slot> slots, List<Template> says) {
    this.slots = List.copyOf(slots);
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (Slot slot : slots) {
      kinds.put(slot.name(), Kind.of(slot.type()));
      if (slot.type() instanceof SlotType.FreeText type) {
        texts.put(slot.name(), type);
      }
    }
    List<Holes> examples = says.stream().map(example -> Holes.of(example, kinds)).toList();
    this.finder = new SpanFinder(slots);
    this.neighbours = new Neighbours(examples);
    this.units = new Units(examples);
    this.textHoles = new TextHoles(texts, examples);
  }

  /**
   * What {@code message} says about each slot of {@code wanted}, in the slots' order. Defaults are
   * not applied.
   *
   * @param wanted names of slots
   */
  public Map<String, Filling> fill(Set<String> wanted, String message, LocalDate today) {
    return read(wanted, Message.of(message), today, Optional.empty());
  }

  /**
   * Like {@link #fill}, for a message that answers the question for {@code asked}: what could be
   * its value is, unless the words beside it tell of another slot of {@code wanted}.
   *
   * @param asked one of {@code wanted}
   */
  public Map<String, Filling> answer(
      String asked, Set<String> wanted, String message, LocalDate today) {
    Message plain = Message.of(message);
    SlotType.FreeText text = texts.get(asked);
    if (text == null) {
      return read(wanted, plain, today, Optional.of(asked));
    }
    return collect(wanted, Map.of(asked, List.of(QuotedText.of(text, plain.text()))));
  }

  private Map<String, Filling> read(
      Set<String> wanted, Message message, LocalDate today, Optional<String> asked) {
    List<Span> spans = units.apply(message, finder.find(message, today, asked));
    TextHoles.Fit fit = textHoles.fit(message, spans);
    List<Optional<String>> told = neighbours.slots(message, spans);
    List<Span> shared = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      boolean isAsked = span.readings().containsKey(asked.orElse(""));
      Optional<String> slot = told.get(i).filter(wanted::contains).or(() -> asked);
      shared.add(isAsked ? only(span, slot.orElseThrow()) : outside(fit, span));
    }
    Map<String, List<Filling>> fillings =
        new LinkedHashMap<>(Contest.decide(neighbours, message, shared));
    fillings.putAll(fit.fillings());
    return collect(wanted, fillings);
  }

  private static Span only(Span span, String slot) {
    Filling reading = span.readings().getOrDefault(slot, new Filling.Missing());
    return new Span(span.start(), span.end(), span.kind(), Map.of(slot, reading));
  }

  /** Without the slots that have their own hole, if it stands in the user's own words. */
  private static Span outside(TextHoles.Fit fit, Span span) {
    BitSet inText = fit.inText();
    if (!inText.get(span.start())) {
      return span;
    }
    Map<String, Filling> readings = new LinkedHashMap<>(span.readings());
    readings.keySet().removeAll(fit.elsewhere());
    return new Span(span.start(), span.end(), span.kind(), readings);
  }

  private Map<String, Filling> collect(Set<String> wanted, Map<String, List<Filling>> fillings) {
    Map<String, Filling> result = new LinkedHashMap<>();
    for (Slot slot : slots) {
      if (wanted.contains(slot.name())) {
        result.put(slot.name(), Readings.together(fillings.getOrDefault(slot.name(), List.of())));
      }
    }
    return result;
  }
}
