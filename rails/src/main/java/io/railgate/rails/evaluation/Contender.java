package io.railgate.rails.evaluation;

import io.railgate.rails.matching.RailScore;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.RailId;
import java.util.OptionalDouble;

/**
 * A rail that was ranked for an utterance.
 *
 * @param confidence that the utterance is meant for it, in [0, 1]
 * @param accept least confidence of a match with it; empty for the set's
 * @param nearest its example nearest to the utterance
 * @param similarity cosine of that example and the utterance, in [-1, 1]
 */
public record Contender(
    RailId rail, double confidence, OptionalDouble accept, Example nearest, double similarity) {

  static Contender of(RailScore score) {
    return new Contender(
        score.rail().id(),
        score.confidence(),
        score.rail().accept(),
        score.nearest().example(),
        score.nearest().similarity());
  }

  /** Whether it is sure enough. */
  boolean reaches(double setAccept) {
    return confidence >= accept.orElse(setAccept);
  }
}
