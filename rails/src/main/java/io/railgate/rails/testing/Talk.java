package io.railgate.rails.testing;

import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.State;
import io.railgate.rails.engine.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /** Is told what will be said, so that it can be read ahead. */
  default void prepare(Set<String> messages) {}
}
