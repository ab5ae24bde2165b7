package io.railgate.proxy.report;

import io.railgate.rails.evaluation.Contender;
import io.railgate.rails.evaluation.Evaluation;
import io.railgate.rails.evaluation.Judged;
import io.railgate.rails.evaluation.Labelled;
import io.railgate.rails.evaluation.Verdict;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.RailId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Reports of verdicts that are made by hand, on the rails {@code a.r0}, {@code a.r1} and so on. */
final class MadeReport {

  private MadeReport() {}

  static RailId rail(int number) {
    return new RailId("a", "r" + number);
  }

  /** An utterance that is nearest to the rail {@code nearest}, in line 2 of {@code cases.csv}. */
  static Judged judged(String text, int expected, Verdict verdict, int nearest) {
    return new Judged(
        new Labelled(text, Optional.of(rail(expected)), new Place("cases.csv", 2, 1)),
        verdict,
        List.of(
            new Contender(
                rail(nearest),
                0.5,
                OptionalDouble.empty(),
                Example.of("an example", new Place("a.yml", 3, 5)),
                0.8)),
        true);
  }

  static Report of(int rails, double accept, List<Judged> judged) {
    List<RailId> ids = IntStream.range(0, rails).mapToObj(MadeReport::rail).toList();
    return new Report(
        "made", "made", List.of("cases.csv"), new Evaluation(ids, "digest", accept, 0.1, judged));
  }
}
