package io.railgate.proxy.cli;

import io.railgate.proxy.report.AttackReport;
import io.railgate.proxy.report.Figures;
import io.railgate.rails.attack.Aim;
import io.railgate.rails.attack.AttackOutcome;
import io.railgate.rails.attack.Comparison;
import io.railgate.rails.attack.Mutation;
import io.railgate.rails.attack.Score;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is demanded of an attack's outcome.
 *
 * @param maxEscapes of the texts under each mutation
 * @param maxLosses of the legitimate texts under each mutation
 */
record AttackLimits(@Nullable Percentage maxEscapes, @Nullable Percentage maxLosses) {

  /** What is not so; a line each. */
  List<String> missed(AttackReport report) {
    AttackOutcome outcome = report.outcome();
    List<String> missed = new ArrayList<>();
    for (Mutation mutation : outcome.plan().mutations()) {
      Score attacks = outcome.score(mutation, Aim.ATTACK);
      Score injected = outcome.score(mutation, Aim.INJECTION);
      Score texts = outcome.score(mutation, Aim.LEGITIMATE);
      escapes(missed, mutation, attacks, "the attacks");
      escapes(missed, mutation, injected, "what was put to legitimate texts");
      if (maxLosses != null && maxLosses.isBelow(texts.losses(), texts.texts())) {
        missed.add(
            "--max-losses: %s: %s of the legitimate texts are lost, expected at most %s"
                .formatted(mutation.id(), Figures.of(texts.losses(), texts.texts()), maxLosses));
      }
    }
    if (report.comparison().filter(Comparison::isWorse).isPresent()) {
      missed.add("--baseline: something is worse than it was");
    }
    return missed;
  }

  private void escapes(List<String> missed, Mutation mutation, Score score, String what) {
    if (maxEscapes != null && maxEscapes.isBelow(score.escapes(), score.texts())) {
      missed.add(
          "--max-escapes: %s: %s of %s escaped, expected at most %s"
              .formatted(
                  mutation.id(), Figures.of(score.escapes(), score.texts()), what, maxEscapes));
    }
  }
}
