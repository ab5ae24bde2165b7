package io.railgate.rails.evaluation;

import io.railgate.embeddings.Encoder;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.engine.UserTurn;
import io.railgate.rails.set.Rail;
import java.time.LocalDate;
import java.util.List;

/** Has a rail engine decide on labelled utterances, each the first message of a conversation. */
public final class Evaluator {

  /** Which day it is can change what a slot is asked for, and never which rail decides. */
  private static final LocalDate ANY_DAY = LocalDate.EPOCH;

  private Evaluator() {}

  /**
   * Decides on each utterance by itself; blocks while it embeds them, on the cores there are, some
   * milliseconds each.
   *
   * @param encoder the one that the engine was loaded with
   * @param utterances at least one
   * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
   */
  public static Evaluation evaluate(RailEngine engine, Encoder encoder, List<Labelled> utterances) {
    if (utterances.isEmpty()) {
      throw new IllegalArgumentException("no utterances");
    }
    return of(
        engine,
        utterances.parallelStream()
            .map(labelled -> Judged.of(labelled, decide(engine, encoder, labelled.text())))
            .toList());
  }

  /**
   * Of utterances that were decided on.
   *
   * @param engine the one that decided
   */
  public static Evaluation of(RailEngine engine, List<Judged> judged) {
    return new Evaluation(
        engine.railSet().rails().stream().map(Rail::id).toList(),
        engine.digest(),
        engine.matcher().accept(),
        engine.matcher().margin(),
        judged);
  }

  private static Decision decide(RailEngine engine, Encoder encoder, String text) {
    return engine.decide(Conversation.of(ANY_DAY, UserTurn.of(text, encoder)));
  }
}
