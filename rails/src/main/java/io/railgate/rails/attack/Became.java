package io.railgate.rails.attack;

import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.Evidence;
import io.railgate.rails.matching.RailScore;
import io.railgate.rails.matching.Ranking;
import io.railgate.rails.set.RailId;
import java.util.Optional;

/**
 * What was decided on a text, with little of its evidence, so that there can be many.
 *
 * @param decision without its ranking
 * @param best the rail that was ranked first; empty if the text was not compared
 * @param confidence of that rail, in [0, 1]
 * @param sends whether the model is sent what the attacker wrote, or some of it
 */
public record Became(Decision decision, Optional<RailId> best, double confidence, boolean sends) {

  static Became of(Decision decision, boolean sends) {
    Evidence evidence = decision.evidence();
    Optional<RailScore> best = evidence.ranking().best();
    Evidence little =
        new Evidence(
            evidence.ground(),
            Ranking.NOT_COMPARED,
            evidence.accept(),
            evidence.margin(),
            evidence.setDigest(),
            evidence.normalised());
    return new Became(
        decision.with(little),
        best.map(score -> score.rail().id()),
        best.map(RailScore::confidence).orElse(0.0),
        sends);
  }

  /** Whether the model is asked. */
  boolean reachesTheModel() {
    return decision instanceof Decision.Forward || decision instanceof Decision.Pass;
  }
}
