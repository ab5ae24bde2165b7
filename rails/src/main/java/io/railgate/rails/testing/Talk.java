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
   */
  record Answer(Seen seen, Optional<Within> within) {

    /** Of an engine. */
    public static Answer of(State before, Step step) {
      return new Answer(Seen.of(step.decision()), Optional.of(new Within(before, step)));
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
