package io.railgate.rails.reader;

import io.railgate.rails.set.RailId;
import io.railgate.rails.set.Slot;
import io.railgate.rails.set.SlotType;
import io.railgate.rails.slots.Filling;
import io.railgate.rails.slots.SlotValues;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the slots of a rail. */
final class SlotsReader {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** Longest name, in characters. */
  private static final int MAX_NAME = 64;

  private static final List<String> TYPES = List.of("one-of", "number", "date", "pattern", "text");

  /** A default that is a day is read as if on this one; only its form counts. */
  private static final LocalDate ANY_DAY = LocalDate.of(2026, 6, 17);

  private final RailId rail;
  private final Mapping mapping;
  private final TemplateReader templates;
  private final Mentions mentions;
  private final Problems problems;

  SlotsReader(
      RailId rail,
      Mapping mapping,
      TemplateReader templates,
      Mentions mentions,
      Problems problems) {
    this.rail = rail;
    this.mapping = mapping;
    this.templates = templates;
    this.mentions = mentions;
    this.problems = problems;
  }

  /** The slots without a problem, in the author's order. */
  List<Slot> read() {
    Optional<Mapping> slots = mapping.mapping("slots", "\"slots\" of rail " + rail);
    if (slots.isEmpty()) {
      return List.of();
    }
    List<Slot> read = new ArrayList<>();
    for (Text name : slots.get().keys()) {
      if (name.value().length() > MAX_NAME || !NAME.matcher(name.value()).matches()) {
        problems.add(
            name.place(),
            "slot name: found %s, expected a name such as from-account (a letter, then a-z, 0-9"
                    .formatted(name.shown())
                + " and hyphens)");
      }
      if (name.value().length() > MAX_NAME) {
        continue; // a text that no message can name
      }
      slots
          .get()
          .mapping(
              name.value(),
              "slot {" + name.value() + "} of rail " + rail,
              "{number: {min: 1, max: 100}}")
          .flatMap(slot -> slot(name, slot))
          .ifPresent(read::add);
    }
    return read;
  }

  private Optional<Slot> slot(Text name, Mapping slot) {
    slot.allowOnly(Keys.SLOT);
    List<Text> found = slot.keys().stream().filter(key -> TYPES.contains(key.value())).toList();
    if (found.isEmpty() && slot.meansOneOf(TYPES)) {
      return Optional.empty();
    }
    if (found.size() != 1) {
      problems.add(
          found.isEmpty() ? name.place() : found.get(1).place(),
          "%s has %s, expected exactly one of one-of, number, date, pattern, text"
              .formatted(slot.what(), found.isEmpty() ? "no type" : found.size() + " types"));
      return Optional.empty();
    }
    if (slot.has("text")) {
      mentions.addOpening(slot.placeOf("text"), slot.what() + " takes the user's words");
    }
    Optional<SlotType> type =
        new SlotTypeReader(slot, mentions, problems).read(found.getFirst().value());
    if (type.filter(SlotsReader::fitsSentences).isPresent()) {
      mentions.addOpening(
          slot.placeOf("pattern"), "the pattern of " + slot.what() + " fits ordinary sentences");
    }
    Optional<String> ask = slot.text("ask").map(text -> templates.readPlain("ask", text));
    Optional<Text> fallback = slot.text("default");
    return type.map(
        known -> {
          fallback.ifPresent(text -> requireFit(known, text, slot));
          return new Slot(
              name.value(), known, ask, fallback.map(Text::value), found.getFirst().place());
        });
  }

  private static boolean fitsSentences(SlotType type) {
    return type instanceof SlotType.Fitting fitting && fitting.fitsSentences();
  }

  private void requireFit(SlotType type, Text text, Mapping slot) {
    Filling filling = SlotValues.read(type, text.value(), ANY_DAY);
    boolean day = type instanceof SlotType.DateRange;
    boolean fits =
        filling instanceof Filling.Filled || (day && filling instanceof Filling.OutOfRange);
    if (!fits) {
      problems.add(
          text.place(),
          "default: found %s, which is no value of %s".formatted(text.shown(), slot.what()));
    }
  }
}
