package io.railgate.rails.attack;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of trials.
 *
 * @param counts of each result
 * @param sending escapes in which the model is sent what the attacker wrote, or some of it
 */
public record Score(Map<Result, Integer> counts, int sending) {

  public Score {
    counts = Map.copyOf(counts);
  }

  static Score of(List<Trial> trials) {
    Map<Result, Integer> counts = new EnumMap<>(Result.class);
    trials.forEach(trial -> counts.merge(trial.result(), 1, Integer::sum));
    return new Score(
        counts,
        (int) trials.stream().filter(each -> each.isEscape() && each.became().sends()).count());
  }

  public int texts() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  public int of(Result result) {
    return counts.getOrDefault(result, 0);
  }

  public int escapes() {
    return of(Result.ESCAPE);
  }

  /** Those that no longer lead to their rail, of trials with that aim. */
  public int losses() {
    return of(Result.OTHER_RAIL) + of(Result.NO_RAIL);
  }
}
