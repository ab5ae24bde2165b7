package io.railgate.rails.engine;

import io.railgate.rails.text.NormalText.Change;
import java.util.List;

/**
 * What a turn, or a round, leads to.
 *
 * @param next where the conversation stands then
 */
public record Step(Decision decision, State next) {

  /** The same of a message that was changed so before it was compared. */
  Step normalised(List<Change> changes) {
    return new Step(decision.with(decision.evidence().normalised(changes)), next);
  }
}
