package io.railgate.rails.engine;

import io.railgate.rails.matching.Candidate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Why a decision was made.
 *
 * @param nearest examples nearest to the message, nearest first; empty if it was not compared
 * @param threshold least cosine at which a rail matches
 * @param setDigest digest of the rail set that decided, in hex
 */
public record Evidence(List<Candidate> nearest, double threshold, String setDigest) {

  public Evidence {
    nearest = List.copyOf(nearest);
  }

  /** The nearest example. */
  public Optional<Candidate> best() {
    return nearest.stream().findFirst();
  }

  /** The nearest example of another rail than the best one's. */
  public Optional<Candidate> runnerUp() {
    return best()
        .flatMap(
            best ->
                nearest.stream()
                    .filter(other -> !other.rail().id().equals(best.rail().id()))
                    .findFirst());
  }

  /** The best cosine less the runner-up's. */
  public OptionalDouble margin() {
    return runnerUp().isPresent()
        ? OptionalDouble.of(
            best().orElseThrow().similarity() - runnerUp().orElseThrow().similarity())
        : OptionalDouble.empty();
  }
}
