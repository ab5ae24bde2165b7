package io.railgate.rails.evaluation;

import io.railgate.rails.engine.Decision;
import io.railgate.rails.set.RailId;
import java.util.List;

/** What was decided on an utterance, as far as it tells which rail it was taken for. */
public sealed interface Verdict {

  /** A rail decided, whatever its outcome: a prompt, a fixed answer, a question, a refusal. */
  record Accepted(RailId rail) implements Verdict {}

  /** The user is asked which of these is meant. */
  record Clarified(List<RailId> rails) implements Verdict {

    public Clarified {
      rails = List.copyOf(rails);
    }
  }

  /** No rail decided. */
  record Refused(Decision.Cause cause) implements Verdict {}

  static Verdict of(Decision decision) {
    return decision
        .decidedBy()
        .<Verdict>map(Accepted::new)
        .orElseGet(
            () ->
                switch (decision) {
                  case Decision.Clarify clarify -> new Clarified(clarify.rails());
                  case Decision.Refuse refuse -> new Refused(refuse.cause());
                  default -> throw new IllegalStateException("decided by no rail: " + decision);
                });
  }
}
