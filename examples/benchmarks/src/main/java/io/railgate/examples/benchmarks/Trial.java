package io.railgate.examples.benchmarks;

import io.railgate.embeddings.Encoder;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.engine.UserTurn;
import io.railgate.rails.engine.UserTurn.Reading;
import io.railgate.rails.matching.RailScore;
import io.railgate.rails.matching.Ranking;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A rail set against utterances that it has not seen.
 *
 * @param seconds that it took to fit to the set, embedding aside
 * @param accept the threshold
 */
record Trial(double seconds, double accept, List<Judged> inScope, List<Judged> outOfScope) {

  /** An utterance, and what the matcher makes of it. */
  record Judged(Labelled truth, Ranking ranking, boolean accepted) {

    boolean right() {
      return isTruth(ranking.best().orElseThrow());
    }

    boolean amongThree() {
      return ranking.rails().stream().limit(3).anyMatch(this::isTruth);
    }

    /** How sure it is that the utterance belongs to any rail. */
    double belongs() {
      return ranking.best().orElseThrow().alone();
    }

    private boolean isTruth(RailScore score) {
      return score.rail().id().name().equals(truth.intent());
    }
  }

  /** Fits and judges; {@code encoder} should know the set's examples already. */
  static Trial of(RailSet set, Encoder encoder, List<Labelled> inScope, List<Labelled> outOfScope)
      throws RailSetInvalid {
    long start = System.nanoTime();
    try (RailEngine engine = RailEngine.load(set, encoder)) {
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Trial(
          seconds,
          engine.matcher().accept(),
          judge(engine, encoder, inScope),
          judge(engine, encoder, outOfScope));
    }
  }

  /** Of what is in scope, the share that holds, in percent. */
  double percent(Predicate<Judged> holds) {
    return percent(inScope, holds);
  }

  /** Of what is out of scope, the share that is accepted, in percent. */
  double wrongAccepts() {
    return percent(outOfScope, Judged::accepted);
  }

  /** Of what is out of scope, the share that is accepted where 95 % of what is in scope are. */
  double wrongAcceptsAt95() {
    double[] belongs = inScope.stream().mapToDouble(Judged::belongs).sorted().toArray();
    double threshold = belongs[belongs.length / 20];
    return percent(outOfScope, judged -> judged.belongs() >= threshold);
  }

  /** How often what is in scope is surer to belong than what is not, in [0, 1]. */
  double auroc() {
    double[] outside = outOfScope.stream().mapToDouble(Judged::belongs).sorted().toArray();
    double wins = 0;
    for (Judged judged : inScope) {
      int below = Arrays.binarySearch(outside, judged.belongs());
      wins += below >= 0 ? below + 0.5 : -below - 1;
    }
    return wins / inScope.size() / outside.length;
  }

  private static double percent(List<Judged> all, Predicate<Judged> holds) {
    return 100.0 * all.stream().filter(holds).count() / all.size();
  }

  private static List<Judged> judge(RailEngine engine, Encoder encoder, List<Labelled> utterances) {
    return utterances.parallelStream()
        .map(
            utterance -> {
              Reading reading = UserTurn.of(utterance.text(), encoder).reading();
              Ranking ranking =
                  engine.matcher().rank(((Reading.Embedded) reading).vector(), rail -> true);
              return new Judged(utterance, ranking, engine.matcher().decides(ranking));
            })
        .toList();
  }
}
