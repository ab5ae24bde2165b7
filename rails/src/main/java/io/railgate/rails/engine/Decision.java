package io.railgate.rails.engine;

import io.railgate.rails.set.ModelCall;
import io.railgate.rails.set.RailId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What becomes of a user's turn, and why. */
public sealed interface Decision {

  Evidence evidence();

  /** The same decision with other evidence. */
  default Decision with(Evidence other) {
    return switch (this) {
      case Forward(RailId rail, String prompt, ModelCall call, Evidence was) ->
          new Forward(rail, prompt, call, other);
      case Pass(RailId rail, String message, ModelCall call, Evidence was) ->
          new Pass(rail, message, call, other);
      case Reply(RailId rail, String text, Evidence was) -> new Reply(rail, text, other);
      case Ask(RailId rail, String slot, Map<String, String> filled, String text, Evidence was) ->
          new Ask(rail, slot, filled, text, other);
      case Clarify(List<RailId> rails, String text, Evidence was) ->
          new Clarify(rails, text, other);
      case Refuse(Cause cause, String text, Evidence was) -> new Refuse(cause, text, other);
    };
  }

  /** The canonical prompt, with its slots filled, goes to the model. */
  record Forward(RailId rail, String prompt, ModelCall call, Evidence evidence)
      implements Decision {

    /** Without the prompt, whose slots may hold the user's words. */
    @Override
    public String toString() {
      return "Forward[" + rail + "]";
    }
  }

  /** The message goes to the model as typed, but for what is hidden in it. */
  record Pass(RailId rail, String message, ModelCall call, Evidence evidence) implements Decision {

    /** Without the message, which must not get into a log. */
    @Override
    public String toString() {
      return "Pass[" + rail + "]";
    }
  }

  /** The client gets a fixed answer. */
  record Reply(RailId rail, String text, Evidence evidence) implements Decision {

    /** Without the text, whose slots may hold the user's words. */
    @Override
    public String toString() {
      return "Reply[" + rail + "]";
    }
  }

  /**
   * The client is asked for the value of a slot.
   *
   * @param filled the values of the slots that have one
   */
  record Ask(RailId rail, String slot, Map<String, String> filled, String text, Evidence evidence)
      implements Decision {

    public Ask {
      filled = Map.copyOf(filled);
    }

    /** Without the values, which the user said. */
    @Override
    public String toString() {
      return "Ask[" + rail + " {" + slot + "}]";
    }
  }

  /**
   * The client is asked which rail is meant.
   *
   * @param rails two or three, in the order in which the text offers them
   */
  record Clarify(List<RailId> rails, String text, Evidence evidence) implements Decision {

    public Clarify {
      rails = List.copyOf(rails);
    }
  }

  /** The client gets a fixed refusal. */
  record Refuse(Cause cause, String text, Evidence evidence) implements Decision {}

  /** Why a turn was refused. */
  sealed interface Cause {

    /** It matched a rail that refuses. */
    record ByRail(RailId rail) implements Cause {}

    /** No rail is sure enough. */
    record NothingMatched() implements Cause {}

    /** Some rails are too close to each other to tell which is meant; best first. */
    record TooClose(List<RailId> rails) implements Cause {

      public TooClose {
        rails = List.copyOf(rails);
      }
    }

    /** It is nearer to a line under {@code never} than to any rail. */
    record Never(String line) implements Cause {}

    /** The slot was asked for as often as may be, and has no value. */
    record Unanswered(RailId rail, String slot) implements Cause {}

    /** The encoder knows no word of it. */
    record Unreadable() implements Cause {}

    /** The encoder cannot read it whole. */
    record TooLong(int tokens, int limit) implements Cause {}
  }

  /** The word for it on the wire and in reports. */
  default String action() {
    return switch (this) {
      case Forward forward -> "forward";
      case Pass pass -> "pass";
      case Reply reply -> "reply";
      case Ask ask -> "ask";
      case Clarify clarify -> "clarify";
      case Refuse refuse -> "refuse";
    };
  }

  /** The rail that decided; empty when none matched. */
  default Optional<RailId> decidedBy() {
    return switch (this) {
      case Forward forward -> Optional.of(forward.rail);
      case Pass pass -> Optional.of(pass.rail);
      case Reply reply -> Optional.of(reply.rail);
      case Ask ask -> Optional.of(ask.rail);
      case Clarify clarify -> Optional.empty();
      case Refuse(Cause.ByRail(RailId rail), String text, Evidence evidence) -> Optional.of(rail);
      case Refuse(Cause.Unanswered(RailId rail, String slot), String text, Evidence evidence) ->
          Optional.of(rail);
      case Refuse refuse -> Optional.empty();
    };
  }
}
