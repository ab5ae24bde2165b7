package io.railgate.rails.testing;

import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.State;
import io.railgate.rails.engine.Step;
import java.util.List;
import java.util.Optional;

/** Whom tests talk to: a rail engine, or a proxy that runs. */
@FunctionalInterface
public interface Talk {

  /**
   * What became of a message.
   *
   * @param within how the engine came to it; empty if that cannot be known
   * @param told what a proxy told of its confidence; empty if an engine was asked
   */
  record Answer(Seen seen, Optional<Within> within, Optional<Told> told) {

    /** Of an engine. */
    public static Answer of(State before, Step step) {
      return new Answer(
          Seen.of(step.decision()), Optional.of(new Within(before, step)), Optional.empty());
    }

    /** Of a proxy. */
    public static Answer of(Seen seen, Told told) {
      return new Answer(seen, Optional.empty(), Optional.of(told));
    }
  }

  /**
   * How sure a proxy was.
   *
   * @param rails the best first; none if nothing was matched
   * @param margin by how much the first led
   * @param leastMargin by how much it has to
   */
  record Told(List<Rival> rails, double margin, double leastMargin) {

    /**
     * A rail that a message may be meant for.
     *
     * @param confidence in [0, 1]
     * @param accept least confidence of a match with it
     * @param similarity cosine of its nearest example, which is not told
     */
    public record Rival(String rail, double confidence, double accept, double similarity) {}

    public Told {
      rails = List.copyOf(rails);
    }
  }

  /**
   * How an engine came to a decision.
   *
   * @param before where the conversation stood
   */
  record Within(State before, Step step) {

    public Decision decision() {
      return step.decision();
    }
  }

  /**
   * Says the messages of one conversation, each answered before the next.
   *
   * @return an answer for each
   */
  List<Answer> say(List<String> messages);

  /**
   * Says several conversations, of which none knows of another.
   *
   * @param talks the messages of each
   * @return the answers of each, in the same order
   */
  default List<List<Answer>> sayAll(List<List<String>> talks) {
    return talks.stream().map(this::say).toList();
  }
}
