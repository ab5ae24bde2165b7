package io.railgate.rails.lint;

import io.railgate.rails.set.Case;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Mode;
import io.railgate.rails.set.OpenedField;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.Slot;
import io.railgate.rails.set.SlotType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What one rail by itself shows, and the settings. */
final class RailRules {

  private static final int FEWEST_EXAMPLES = 3;

  /** A quarter of a context of 8,192 tokens, at four characters a token. */
  static final int LONGEST_PROMPT = 8192 / 4 * 4;

  private final List<Warning> warnings = new ArrayList<>();

  private RailRules() {}

  static List<Warning> warnings(RailSet set, List<Example> unread) {
    var rules = new RailRules();
    boolean clarifies = set.settings().otherwise().clarify().isPresent();
    for (Rail rail : set.rails()) {
      rules.examples(rail);
      rules.outcomes(rail);
      rules.slots(rail);
      if (clarifies && rail.about().isEmpty() && !refusesOnly(rail)) {
        rules.warn(Code.MISSING_ABOUT, rail, "rail " + rail.id() + " has no about");
      }
    }
    for (OpenedField field : set.settings().forward()) {
      rules.warnings.add(
          new Warning(
              Code.FORWARD_OPENS_WORLD,
              field.place(),
              "the field %s is forwarded as the client sent it".formatted(field.name())));
    }
    if (set.settings().mode() instanceof Mode.Monitor(Place place)) {
      rules.warnings.add(
          new Warning(
              Code.MONITOR_OPENS_WORLD,
              place,
              "every request is forwarded as the client sent it, whatever is decided"));
    }
    for (Example example : unread) {
      rules.warnings.add(
          new Warning(
              Code.LONG_EXAMPLE,
              example.place(),
              "the example is longer than the encoder reads (%d tokens)"
                  .formatted(set.settings().encoder().tokenLimit())));
    }
    return rules.warnings;
  }

  private void examples(Rail rail) {
    int count = rail.examples().size();
    if (count < FEWEST_EXAMPLES) {
      warn(
          Code.FEW_EXAMPLES,
          rail,
          "rail %s has %d example%s".formatted(rail.id(), count, count == 1 ? "" : "s"));
    }
  }

  private void outcomes(Rail rail) {
    for (Case each : rail.cases()) {
      if (each.outcome() instanceof Outcome.Pass) {
        warnings.add(
            new Warning(
                Code.PASS_OPENS_WORLD,
                each.place(),
                "rail %s passes on what the user typed".formatted(rail.id())));
      }
      if (each.outcome() instanceof Outcome.Prompt prompt
          && prompt.text().source().length() > LONGEST_PROMPT) {
        warnings.add(
            new Warning(
                Code.LONG_PROMPT,
                each.place(),
                String.format(
                    Locale.ROOT,
                    "the prompt of rail %s has %,d characters, about %,d tokens",
                    rail.id(),
                    prompt.text().source().length(),
                    prompt.text().source().length() / 4)));
      }
    }
  }

  private void slots(Rail rail) {
    for (Slot slot : rail.slots()) {
      boolean used =
          rail.cases().stream().anyMatch(each -> each.outcome().slots().contains(slot.name()));
      if (!used) {
        warn(
            Code.UNUSED_SLOT,
            slot,
            "slot {%s} of rail %s is used by no prompt or reply".formatted(slot.name(), rail.id()));
      }
      if (slot.type() instanceof SlotType.FreeText && isPrompted(rail, slot)) {
        warn(
            Code.TEXT_OPENS_WORLD,
            slot,
            "slot {%s} of rail %s takes the user's words".formatted(slot.name(), rail.id()));
      }
      if (slot.type() instanceof SlotType.Fitting fitting
          && fitting.fitsSentences()
          && isPrompted(rail, slot)) {
        warn(
            Code.OPEN_PATTERN,
            slot,
            "the pattern of slot {%s} of rail %s fits ordinary sentences"
                .formatted(slot.name(), rail.id()));
      }
    }
  }

  /** Whether a value of the slot can reach the model. */
  private static boolean isPrompted(Rail rail, Slot slot) {
    return rail.cases().stream()
        .map(Case::outcome)
        .filter(Outcome.Prompt.class::isInstance)
        .anyMatch(prompt -> prompt.slots().contains(slot.name()));
  }

  private static boolean refusesOnly(Rail rail) {
    return rail.cases().stream().allMatch(each -> each.outcome() instanceof Outcome.Refuse);
  }

  private void warn(Code code, Rail rail, String message) {
    warnings.add(new Warning(code, rail.place(), message));
  }

  private void warn(Code code, Slot slot, String message) {
    warnings.add(new Warning(code, slot.place(), message));
  }
}
