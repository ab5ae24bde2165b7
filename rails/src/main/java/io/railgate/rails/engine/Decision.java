package io.railgate.rails.engine;

import io.railgate.rails.set.RailId;
import java.util.Optional;

/** What becomes of a user's turn, and why. */
public sealed interface Decision {

  Evidence evidence();

  /** The word for it on the wire and in reports. */
  String action();

  /** The rail that decided; empty when none matched. */
  Optional<RailId> decidedBy();

  /** The canonical prompt goes to the model. */
  record Forward(RailId rail, String prompt, Evidence evidence) implements Decision {
    @Override
    public String action() {
      return "forward";
    }

    @Override
    public Optional<RailId> decidedBy() {
      return Optional.of(rail);
    }
  }

  /** The client gets a fixed answer. */
  record Reply(RailId rail, String text, Evidence evidence) implements Decision {
    @Override
    public String action() {
      return "reply";
    }

    @Override
    public Optional<RailId> decidedBy() {
      return Optional.of(rail);
    }
  }

  /** The client gets a fixed refusal. */
  record Refuse(Cause cause, String text, Evidence evidence) implements Decision {
    @Override
    public String action() {
      return "refuse";
    }

    @Override
    public Optional<RailId> decidedBy() {
      return cause instanceof Cause.ByRail(RailId rail) ? Optional.of(rail) : Optional.empty();
    }
  }

  /** Why a turn was refused. */
  sealed interface Cause {

    /** It matched a rail that refuses. */
    record ByRail(RailId rail) implements Cause {}

    /** No example is near enough. */
    record NothingMatched() implements Cause {}

    /** The encoder cannot read it whole. */
    record TooLong(int tokens, int limit) implements Cause {}
  }
}
