package io.railgate.rails.reader;

import io.railgate.rails.set.Case;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.Slot;
import io.railgate.rails.set.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads one rail. */
final class RailReader {

  private final RailId id;
  private final Place place;
  private final Mapping rail;
  private final Mentions mentions;
  private final Scalars scalars;
  private final Problems problems;

  RailReader(RailId id, Place place, Mapping rail, Mentions mentions, Problems problems) {
    this.id = id;
    this.place = place;
    this.rail = rail;
    this.mentions = mentions;
    this.scalars = Scalars.plain(problems);
    this.problems = problems;
  }

  /** The rail, or empty after a problem was added. */
  Optional<Rail> read() {
    rail.allowOnly(Keys.RAIL);
    var templates = new TemplateReader("rail " + id, slotNames(), problems);
    String about = rail.text("about").map(text -> oneLine(text, templates)).orElse("");
    List<Slot> slots = new SlotsReader(id, rail, templates, mentions, problems).read();
    List<Example> examples = examples(templates);
    List<Case> cases = cases(templates);
    OptionalDouble accept =
        scalars.confidence(rail, "accept").map(OptionalDouble::of).orElse(OptionalDouble.empty());
    return examples.isEmpty() || cases.isEmpty()
        ? Optional.empty()
        : Optional.of(new Rail(id, about, examples, slots, cases, accept, place));
  }

  /** The slots as named, also those with a problem: what uses them is not wrong. */
  private List<String> slotNames() {
    return rail.keysOf("slots");
  }

  private String oneLine(Text about, TemplateReader templates) {
    if (about.value().contains("\n")) {
      problems.add(about.place(), "about: found several lines, expected one in rail " + id);
    }
    return templates.readPlain("about", about);
  }

  private List<Example> examples(TemplateReader templates) {
    rail.require("says");
    Map<String, Place> first = new HashMap<>();
    List<Example> examples = new ArrayList<>();
    for (Text said : rail.texts("says").orElse(List.of())) {
      Place before = first.putIfAbsent(said.value(), said.place());
      if (before != null) {
        problems.add(
            said.place(),
            "the example stands twice in rail %s; first in line %d".formatted(id, before.line()));
        continue;
      }
      Template text = templates.read("an example", said);
      examples.add(new Example(text, said.place()));
    }
    return examples;
  }

  private List<Case> cases(TemplateReader templates) {
    var outcomes = new OutcomeReader(templates, scalars, mentions, problems);
    if (!rail.has("cases")) {
      return outcomes.read(rail, place).stream().toList();
    }
    for (String key : Keys.CASE.names()) {
      if (rail.has(key)) {
        problems.add(
            rail.placeOf(key),
            "rail %s has \"cases\" and \"%s\"; put \"%s\" into the cases".formatted(id, key, key));
      }
    }
    List<Case> cases = new ArrayList<>();
    List<Mapping> mappings = rail.mappings("cases", "a case of rail " + id);
    for (int i = 0; i < mappings.size(); i++) {
      Mapping mapping = mappings.get(i);
      mapping.allowOnly(Keys.CASE);
      if (!mapping.hasOrMeans("after") && i < mappings.size() - 1) {
        problems.add(
            mapping.place(),
            "a case of rail %s without \"after\" holds anywhere; move it to the end, or give it an \"after\""
                .formatted(id));
      }
      outcomes.read(mapping, mapping.place()).ifPresent(cases::add);
    }
    return cases.size() == mappings.size() ? cases : List.of();
  }
}
