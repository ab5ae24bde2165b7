package io.railgate.rails.engine;

import io.railgate.rails.set.RailId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a conversation stands after a round. It follows from the rounds and the rail set alone.
 *
 * @param last the rail of the round; empty at the start, and when none matched
 * @param open what the user was asked
 */
public record State(Optional<RailId> last, Open open) {

  /** Before the first round. */
  public static final State START = new State(Optional.empty(), new Open.Nothing());

  /** A question to which the next turn may be the answer. */
  public sealed interface Open {

    /** Nothing was asked. */
    record Nothing() implements Open {}

    /**
     * A slot was asked for.
     *
     * @param railCase the number of the case of {@code rail} whose outcome is to be filled
     * @param values of the slots that are filled
     * @param slot the one asked for
     * @param times how often it was asked for, from 1
     */
    record Question(RailId rail, int railCase, Map<String, String> values, String slot, int times)
        implements Open {

      public Question {
        values = Map.copyOf(values);
      }

      /** The same question once more, with other values. */
      Question again(Map<String, String> known) {
        return new Question(rail, railCase, known, slot, times + 1);
      }

      /** Without the values, which the user said. */
      @Override
      public String toString() {
        return "Question[" + rail + " {" + slot + "} " + times + "]";
      }
    }

    /**
     * The user was asked which of a few rails is meant.
     *
     * @param rails in the order in which they were offered
     * @param message what the user had said
     * @param before the rail of the round before that
     */
    record Choice(List<RailId> rails, String message, Optional<RailId> before) implements Open {

      public Choice {
        rails = List.copyOf(rails);
      }

      /** Without the message. */
      @Override
      public String toString() {
        return "Choice" + rails;
      }
    }
  }

  /** Where it stands for a turn that comes before the user can have seen what was asked. */
  State unseen() {
    return open instanceof Open.Choice choice ? offered(choice) : this;
  }

  /** Where it stood when a choice was offered. */
  static State offered(Open.Choice choice) {
    return new State(choice.before(), new Open.Nothing());
  }

  /** After a round that belongs to a rail. */
  static State after(RailId rail) {
    return new State(Optional.of(rail), new Open.Nothing());
  }
}
