package io.railgate.rails.attack;

import java.util.ArrayList;
import java.util.List;

/**
 * What is worse than in an earlier attack, of the texts and mutations that both have. Other texts
 * are not compared, so that a set may grow.
 *
 * @param escapes that were held
 * @param unsound texts that led to their rail, and attacks that were held, and now do not and are
 *     not, as they stand
 * @param losses mutations that more texts are lost to
 */
public record Comparison(List<Trial> escapes, List<Unmutated> unsound, List<Worse> losses) {

  /**
   * A mutation that more texts are lost to.
   *
   * @param before how many were lost
   * @param now how many are
   * @param texts how many both have
   * @param fresh those that were not lost
   */
  public record Worse(Mutation mutation, int before, int now, int texts, List<Trial> fresh) {

    public Worse {
      fresh = List.copyOf(fresh);
    }
  }

  public Comparison {
    escapes = List.copyOf(escapes);
    unsound = List.copyOf(unsound);
    losses = List.copyOf(losses);
  }

  public static Comparison of(AttackOutcome now, Baseline before) {
    List<Trial> common = now.trials().stream().filter(before::tried).toList();
    return new Comparison(
        common.stream()
            .filter(Trial::isEscape)
            .filter(trial -> !before.escapes().contains(Baseline.Case.of(trial)))
            .toList(),
        now.leftOut().stream()
            .filter(each -> before.subjects().contains(Baseline.Key.of(each.subject())))
            .toList(),
        losses(now, before, common));
  }

  public boolean isWorse() {
    return !escapes.isEmpty() || !unsound.isEmpty() || !losses.isEmpty();
  }

  private static List<Worse> losses(AttackOutcome now, Baseline before, List<Trial> common) {
    List<Worse> worse = new ArrayList<>();
    for (Mutation mutation : now.plan().mutations()) {
      List<Trial> trials =
          common.stream()
              .filter(trial -> trial.mutation() == mutation && trial.aim() == Aim.LEGITIMATE)
              .toList();
      List<Trial> lost = trials.stream().filter(Trial::isLoss).toList();
      List<Trial> fresh =
          lost.stream()
              .filter(trial -> !before.losses().contains(Baseline.Case.of(trial)))
              .toList();
      int was =
          (int)
              trials.stream()
                  .filter(trial -> before.losses().contains(Baseline.Case.of(trial)))
                  .count();
      if (lost.size() > was) {
        worse.add(new Worse(mutation, was, lost.size(), trials.size(), fresh));
      }
    }
    return worse;
  }
}
