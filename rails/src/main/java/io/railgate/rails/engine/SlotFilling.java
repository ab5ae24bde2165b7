package io.railgate.rails.engine;

import io.railgate.rails.engine.State.Open;
import io.railgate.rails.set.Case;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.Slot;
import io.railgate.rails.slots.Filling;
import io.railgate.rails.slots.Question;
import io.railgate.rails.slots.SlotFiller;
import io.railgate.rails.slots.SlotValues;
import io.railgate.rails.text.NormalText;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Brings a rail to its outcome: fills the slots that it needs, and asks for those it cannot. */
final class SlotFilling {

  /** How often a slot is asked for before the turn is refused. */
  static final int MAX_TIMES = 3;

  private final RailSet set;
  private final Map<RailId, SlotFiller> fillers = new HashMap<>();

  SlotFilling(RailSet set) {
    this.set = set;
    for (Rail rail : set.rails()) {
      if (!rail.slots().isEmpty()) {
        fillers.put(
            rail.id(),
            new SlotFiller(rail.slots(), rail.examples().stream().map(Example::text).toList()));
      }
    }
  }

  /**
   * Enters a rail.
   *
   * @param last the rail of the round before, by which the case is chosen
   * @param message what holds the values of the slots
   */
  Step enter(Rail rail, Optional<RailId> last, String message, LocalDate today, Evidence evidence) {
    Case entered = rail.caseAfter(last).orElseThrow();
    var filling =
        new Pending(rail, rail.cases().indexOf(entered), entered.outcome(), message, Map.of());
    Set<String> wanted = entered.outcome().slots();
    return wanted.isEmpty()
        ? outcome(filling, evidence)
        : complete(filling, filler(rail).fill(wanted, message, today), today, evidence);
  }

  /**
   * What the answer to a question leads to; empty if the message is none. It may fill other slots
   * too, and correct those that are filled.
   *
   * @param notCompared the evidence of a decision with this ground
   */
  Optional<Step> answer(
      Open.Question question,
      String message,
      LocalDate today,
      Function<Evidence.Ground, Evidence> notCompared) {
    Rail rail = set.rail(question.rail()).orElseThrow();
    Outcome outcome = rail.cases().get(question.railCase()).outcome();
    Map<String, Filling> found =
        filler(rail).answer(question.slot(), outcome.slots(), message, today);
    Filling asked = Objects.requireNonNull(found.get(question.slot()));
    Evidence evidence = notCompared.apply(new Evidence.Ground.Answered(question.slot(), asked));
    Map<String, String> values = new HashMap<>(question.values());
    found.forEach((slot, filling) -> filledBy(filling).ifPresent(value -> values.put(slot, value)));
    return switch (asked) {
      case Filling.Filled filled -> {
        var pending = new Pending(rail, question.railCase(), outcome, message, values);
        yield Optional.of(complete(pending, found, today, evidence));
      }
      case Filling.Missing none ->
          values.equals(question.values())
              ? Optional.empty()
              : Optional.of(again(question, values, Question::first, today, evidence));
      case Filling.Unclear unclear -> Optional.of(askAgain(question, values, today, evidence));
      case Filling.OutOfRange out -> Optional.of(askAgain(question, values, today, evidence));
    };
  }

  /**
   * Asks once more, with the bounds; refuses when that was done often enough.
   *
   * @param values of the slots that are filled
   */
  Step askAgain(
      Open.Question question, Map<String, String> values, LocalDate today, Evidence evidence) {
    return again(question, values, Question::again, today, evidence);
  }

  private Step again(
      Open.Question question,
      Map<String, String> values,
      BiFunction<Slot, LocalDate, String> text,
      LocalDate today,
      Evidence evidence) {
    if (question.times() >= MAX_TIMES) {
      return new Step(
          new Decision.Refuse(
              new Decision.Cause.Unanswered(question.rail(), question.slot()),
              set.settings().otherwise().refusal(),
              evidence),
          State.START);
    }
    Slot slot = set.rail(question.rail()).orElseThrow().slot(question.slot()).orElseThrow();
    return ask(question.again(values), text.apply(slot, today), evidence);
  }

  private static Optional<String> filledBy(Filling filling) {
    return filling instanceof Filling.Filled(String value) ? Optional.of(value) : Optional.empty();
  }

  /** A rail on its way to its outcome. */
  private record Pending(
      Rail rail, int railCase, Outcome outcome, String message, Map<String, String> values) {

    Pending with(Map<String, String> more) {
      return new Pending(rail, railCase, outcome, message, more);
    }
  }

  private Step complete(
      Pending pending, Map<String, Filling> found, LocalDate today, Evidence evidence) {
    Map<String, String> values = new HashMap<>(pending.values);
    Slot open = null;
    for (Slot slot : pending.rail.slots()) {
      Filling filling = found.get(slot.name());
      if (filling == null || values.containsKey(slot.name())) {
        continue;
      }
      Filling settled = settled(slot, filling, today);
      if (settled instanceof Filling.Filled(String value)) {
        values.put(slot.name(), value);
      } else if (open == null) {
        open = slot;
      }
    }
    return open == null
        ? outcome(pending.with(values), evidence)
        : ask(pending.with(values), open, found, today, evidence);
  }

  /** The default stands in for a value that is missing, not for one that is wrong. */
  private static Filling settled(Slot slot, Filling filling, LocalDate today) {
    return filling instanceof Filling.Missing && slot.fallback().isPresent()
        ? SlotValues.read(slot.type(), slot.fallback().get(), today)
        : filling;
  }

  private static Step ask(
      Pending pending, Slot slot, Map<String, Filling> found, LocalDate today, Evidence evidence) {
    boolean missing = found.get(slot.name()) instanceof Filling.Missing;
    String text = missing ? Question.first(slot, today) : Question.again(slot, today);
    var question =
        new Open.Question(pending.rail.id(), pending.railCase, pending.values, slot.name(), 1);
    return ask(question, text, evidence);
  }

  private static Step ask(Open.Question question, String text, Evidence evidence) {
    return new Step(
        new Decision.Ask(question.rail(), question.slot(), question.values(), text, evidence),
        new State(Optional.of(question.rail()), question));
  }

  private static Step outcome(Pending pending, Evidence evidence) {
    RailId rail = pending.rail.id();
    Decision decision =
        switch (pending.outcome) {
          case Outcome.Prompt prompt ->
              new Decision.Forward(
                  rail, prompt.text().fill(pending.values), prompt.call(), evidence);
          case Outcome.Reply reply ->
              new Decision.Reply(rail, reply.text().fill(pending.values), evidence);
          case Outcome.Refuse refuse ->
              new Decision.Refuse(new Decision.Cause.ByRail(rail), refuse.text(), evidence);
          case Outcome.Pass pass ->
              new Decision.Pass(
                  rail, NormalText.withoutHidden(pending.message), pass.call(), evidence);
        };
    return new Step(decision, State.after(rail));
  }

  private SlotFiller filler(Rail rail) {
    return Objects.requireNonNull(fillers.get(rail.id()));
  }
}
