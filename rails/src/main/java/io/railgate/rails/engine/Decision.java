package io.railgate.rails.engine;

import io.railgate.rails.set.RailId;
import java.util.Optional;

/** What becomes of a user's turn, and why. */
public sealed interface Decision {

  Evidence evidence();

  /** The canonical prompt goes to the model. */
  record Forward(RailId rail, String prompt, Evidence evidence) implements Decision {}

  /** The client gets a fixed answer. */
  record Reply(RailId rail, String text, Evidence evidence) implements Decision {}

  /** The client gets a fixed refusal. */
  record Refuse(Cause cause, String text, Evidence evidence) implements Decision {}

  /** Why a turn was refused. */
  sealed interface Cause {

    /** It matched a rail that refuses. */
    record ByRail(RailId rail) implements Cause {}

    /** No example is near enough. */
    record NothingMatched() implements Cause {}

    /** The nearest examples of two rails are equally near: nothing tells which is meant. */
    record Tie(RailId first, RailId second) implements Cause {}

    /** The encoder knows no word of it. */
    record Unreadable() implements Cause {}

    /** The encoder cannot read it whole. */
    record TooLong(int tokens, int limit) implements Cause {}
  }

  /** The word for it on the wire and in reports. */
  default String action() {
    return switch (this) {
      case Forward forward -> "forward";
      case Reply reply -> "reply";
      case Refuse refuse -> "refuse";
    };
  }

  /** The rail that decided; empty when none matched. */
  default Optional<RailId> decidedBy() {
    return switch (this) {
      case Forward forward -> Optional.of(forward.rail);
      case Reply reply -> Optional.of(reply.rail);
      case Refuse(Cause.ByRail(RailId rail), String text, Evidence evidence) -> Optional.of(rail);
      case Refuse refuse -> Optional.empty();
    };
  }
}
