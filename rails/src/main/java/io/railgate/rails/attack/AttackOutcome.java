package io.railgate.rails.attack;

import java.util.List;

/**
 * What came of an attack on a rail set.
 *
 * @param setDigest digest of the rail set, in hex
 * @param rails how many the set has
 * @param legitimateTexts how many the set has, attacked or not
 * @param attackTexts how many there are, used or not
 * @param subjects the texts that were said in other guises: those that lead to their rail as they
 *     stand, then the attacks that are held as they stand
 * @param leftOut the texts of the sample that are not among them: legitimate ones that do not lead
 *     to their rail, and attacks that match as they stand, because the set is about that or by
 *     mistake
 * @param trials text by text, and each mutation by mutation
 */
public record AttackOutcome(
    String setDigest,
    int rails,
    Attack.Plan plan,
    int legitimateTexts,
    int attackTexts,
    List<Subject> subjects,
    List<Unmutated> leftOut,
    List<Trial> trials) {

  public AttackOutcome {
    subjects = List.copyOf(subjects);
    leftOut = List.copyOf(leftOut);
    trials = List.copyOf(trials);
  }

  /** The counts of a mutation's trials with this aim. */
  public Score score(Mutation mutation, Aim aim) {
    return Score.of(
        trials.stream()
            .filter(trial -> trial.mutation() == mutation && trial.aim() == aim)
            .toList());
  }

  public List<Trial> escapes() {
    return trials.stream().filter(Trial::isEscape).toList();
  }

  public List<Trial> losses() {
    return trials.stream().filter(Trial::isLoss).toList();
  }

  /** How many legitimate texts, or attacks, were said in other guises. */
  public int subjects(boolean legitimate) {
    return (int) subjects.stream().filter(each -> each.isLegitimate() == legitimate).count();
  }

  /** The texts of a kind that were left out. */
  public List<Unmutated> leftOut(boolean legitimate) {
    return leftOut.stream().filter(each -> each.subject().isLegitimate() == legitimate).toList();
  }
}
