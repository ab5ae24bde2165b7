package io.railgate.rails.matching;

import io.railgate.rails.set.Rail;

/**
 * How much speaks for a rail.
 *
 * @param nearest its example nearest to the message
 * @param alone confidence that the message is meant for the rail if no other were near, in [0, 1]
 * @param confidence that the message is meant for this rail, in [0, 1]; the confidences of all
 *     rails add up to 1 at most
 */
public record RailScore(Candidate nearest, double alone, double confidence) {

  /** From this on, what is so near surely belongs there if nothing else is near. */
  public static final double SURE = 0.9;

  public Rail rail() {
    return nearest.rail();
  }
}
