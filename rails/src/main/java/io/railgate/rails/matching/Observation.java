package io.railgate.rails.matching;

import java.util.List;

/**
 * A message of which it is known whether it belongs, as a matcher sees it that has not seen it.
 *
 * @param rails signals of the rails that come into question; if the message belongs, the one that
 *     is meant comes first
 * @param belongs whether a rail is meant
 * @param weight how much it counts, above 0
 */
record Observation(List<Signals> rails, boolean belongs, double weight) {

  /** The signals of the rail with the greatest score. */
  Signals best(double neighbours) {
    Signals best = Signals.NONE;
    double most = Double.NEGATIVE_INFINITY;
    for (Signals each : rails) {
      double score = each.score(neighbours);
      if (score > most) {
        most = score;
        best = each;
      }
    }
    return best;
  }

  /** How unlikely the rail that is meant is, as a negative logarithm. */
  double loss(double neighbours, double temperature) {
    double own = rails.getFirst().score(neighbours);
    double all = 0;
    for (Signals each : rails) {
      all += StrictMath.exp((each.score(neighbours) - own) / temperature);
    }
    return StrictMath.log(all);
  }
}
