package io.railgate.rails.testing;

import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.Evidence.Ground;
import io.railgate.rails.engine.State;
import io.railgate.rails.engine.State.Open;
import io.railgate.rails.set.Case;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Collects what turns exercise of a set's rails. */
final class Exercised {

  private record CaseOf(RailId rail, int number) {}

  private record SlotOf(RailId rail, String slot) {}

  private final RailSet set;
  private final Set<RailId> decided = new HashSet<>();
  private final Set<CaseOf> entered = new HashSet<>();
  private final Set<CaseOf> reached = new HashSet<>();
  private final Set<SlotOf> filled = new HashSet<>();

  Exercised(RailSet set) {
    this.set = set;
  }

  void add(Talk.Within turn) {
    Decision decision = turn.decision();
    Optional<Rail> rail = decision.decidedBy().flatMap(set::rail);
    if (rail.isEmpty()) {
      return;
    }
    RailId id = rail.get().id();
    decided.add(id);
    int number = number(rail.get(), turn);
    entered.add(new CaseOf(id, number));
    if (decision instanceof Decision.Ask ask) {
      ask.filled().keySet().forEach(slot -> filled.add(new SlotOf(id, slot)));
    } else if (!isUnanswered(decision)) {
      reached.add(new CaseOf(id, number));
      rail.get()
          .cases()
          .get(number)
          .outcome()
          .slots()
          .forEach(slot -> filled.add(new SlotOf(id, slot)));
    }
  }

  boolean decided(RailId rail) {
    return decided.contains(rail);
  }

  boolean entered(RailId rail, int number) {
    return entered.contains(new CaseOf(rail, number));
  }

  /** Whether the outcome of a case came about. */
  boolean reached(RailId rail, int number) {
    return reached.contains(new CaseOf(rail, number));
  }

  boolean filled(RailId rail, String slot) {
    return filled.contains(new SlotOf(rail, slot));
  }

  private static boolean isUnanswered(Decision decision) {
    return decision instanceof Decision.Refuse refuse
        && refuse.cause() instanceof Decision.Cause.Unanswered;
  }

  /** Which of a rail's cases held. */
  private static int number(Rail rail, Talk.Within turn) {
    State before = turn.before();
    if (turn.step().next().open() instanceof Open.Question asked
        && asked.rail().equals(rail.id())) {
      return asked.railCase();
    }
    boolean answers = turn.decision().evidence().ground() instanceof Ground.Answered;
    if (before.open() instanceof Open.Question question
        && question.rail().equals(rail.id())
        && (answers || isUnanswered(turn.decision()))) {
      return question.railCase();
    }
    boolean chose = turn.decision().evidence().ground() instanceof Ground.Chose;
    Optional<RailId> last =
        before.open() instanceof Open.Choice choice && chose ? choice.before() : before.last();
    Case held = rail.caseAfter(last).or(() -> rail.cases().stream().findFirst()).orElseThrow();
    return rail.cases().indexOf(held);
  }
}
