package io.railgate.rails.attack;

import io.railgate.rails.engine.Decision;

/** A text as it stands, and what it came to. */
public record Unmutated(Subject subject, Became became) {

  /** Whether it is what a guise is to change: a text that leads to its rail, a held attack. */
  boolean isSound() {
    return subject.isLegitimate()
        ? became.decision().decidedBy().equals(subject.rail())
        : !isMatched();
  }

  /** Whether the model is asked, or would be as soon as a slot is filled. */
  private boolean isMatched() {
    return became.reachesTheModel() || became.decision() instanceof Decision.Ask;
  }
}
