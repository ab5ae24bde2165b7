package io.railgate.rails.evaluation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of an evaluation.
 *
 * @param counts of each result
 * @param rankedFirst in scope, and the right rail is ranked first
 * @param amongThree in scope, and the right rail is among the first three
 */
public record Tally(Map<Result, Integer> counts, int rankedFirst, int amongThree) {

  public Tally {
    counts = Map.copyOf(counts);
  }

  static Tally of(List<Judged> judged) {
    Map<Result, Integer> counts = new EnumMap<>(Result.class);
    judged.forEach(each -> counts.merge(each.result(), 1, Integer::sum));
    return new Tally(
        counts,
        (int) judged.stream().filter(Judged::rankedFirst).count(),
        (int) judged.stream().filter(Judged::amongThree).count());
  }

  public int of(Result result) {
    return counts.getOrDefault(result, 0);
  }

  public int inScope() {
    return of(Result.RIGHT_ACCEPT)
        + of(Result.OTHER_RAIL)
        + of(Result.OFFERED)
        + of(Result.NOT_OFFERED)
        + of(Result.WRONG_REFUSAL);
  }

  public int outOfScope() {
    return of(Result.RIGHT_REFUSAL) + of(Result.CLARIFIED) + of(Result.WRONG_ACCEPT);
  }
}
