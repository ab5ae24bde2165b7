package io.railgate.rails.matching;

/**
 * What speaks for a rail.
 *
 * @param logit of the head
 * @param pooled how near the rail's examples are as a whole
 * @param nearest cosine of the nearest of them
 */
record Signals(double logit, double pooled, double nearest) {

  /** Of a message with which no rail can be compared. */
  static final Signals NONE = new Signals(0, -1, -1);

  /**
   * Both together, as a logit.
   *
   * @param neighbours how much the examples count beside the head
   */
  double score(double neighbours) {
    return logit + neighbours * pooled;
  }
}
