package io.railgate.rails.matching;

import io.railgate.rails.set.Example;
import io.railgate.rails.set.Rail;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What speaks for which rail, of one message.
 *
 * @param rails the foremost candidates, best first; empty if no rail is a candidate
 * @param nearest the examples nearest to the message, nearest first
 * @param never the nearest of the set's {@code never} lines; empty if it has none
 * @param neverConfidence that the message is one of those that must match nothing, in [0, 1]
 */
public record Ranking(
    List<RailScore> rails,
    List<Candidate> nearest,
    Optional<Example> never,
    double neverConfidence) {

  /** The ranking of a message that was not compared. */
  public static final Ranking NOT_COMPARED = new Ranking(List.of(), List.of(), Optional.empty(), 0);

  public Ranking {
    rails = List.copyOf(rails);
    nearest = List.copyOf(nearest);
  }

  /** What of it tells of the rails that are {@code shown}; their confidences stay. */
  public Ranking of(Predicate<Rail> shown) {
    return new Ranking(
        rails.stream().filter(score -> shown.test(score.rail())).toList(),
        nearest.stream().filter(candidate -> shown.test(candidate.rail())).toList(),
        never,
        neverConfidence);
  }

  public Optional<RailScore> best() {
    return rails.stream().findFirst();
  }

  public Optional<RailScore> runnerUp() {
    return rails.stream().skip(1).findFirst();
  }

  /** Lead in confidence of the best rail over what comes next, a rail or the never lines. */
  public double margin() {
    double next = Math.max(neverConfidence, runnerUp().map(RailScore::confidence).orElse(0.0));
    return best().map(RailScore::confidence).orElse(0.0) - next;
  }
}
