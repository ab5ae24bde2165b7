package io.railgate.rails.testing;

import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.evaluation.Evaluation;
import io.railgate.rails.evaluation.Evaluator;
import io.railgate.rails.evaluation.Judged;
import io.railgate.rails.evaluation.Labelled;
import io.railgate.rails.set.RailId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The first messages of tests as labelled utterances. */
public final class FirstMessages {

  private FirstMessages() {}

  /**
   * What the set made of them: of those of which a test says which rail is meant, or that none is.
   *
   * @param engine the one that the tests were played with
   */
  public static Evaluation evaluation(RailEngine engine, TestReport report) {
    List<Judged> judged = report.results().stream().flatMap(FirstMessages::judged).toList();
    return Evaluator.of(engine, judged);
  }

  private static Stream<Judged> judged(TestResult result) {
    PlayedTurn first = result.turns().getFirst();
    Optional<RailId> rail = first.expected().rail();
    boolean meantForNone =
        result.kind() == TestResult.Kind.REJECTS
            || (rail.isEmpty() && first.expected().action().filter("refuse"::equals).isPresent());
    if (rail.isEmpty() && !meantForNone) {
      return Stream.empty();
    }
    Labelled labelled = new Labelled(first.user(), rail, first.place());
    return first.answer().within().stream().map(within -> Judged.of(labelled, within.decision()));
  }
}
