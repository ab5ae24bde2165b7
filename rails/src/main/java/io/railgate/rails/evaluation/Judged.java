package io.railgate.rails.evaluation;

import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.Evidence;
import io.railgate.rails.matching.Ranking;
import io.railgate.rails.set.RailId;
import java.util.List;
import java.util.Optional;

/**
 * An utterance that was decided on. Keeps little of the evidence, so that there can be many.
 *
 * @param foremost at most three rails, best first; empty if the utterance could not be compared
 * @param unopposed whether the best rail decides once its confidence reaches the threshold: it
 *     leads by the margin
 */
public record Judged(
    Labelled labelled, Verdict verdict, List<Contender> foremost, boolean unopposed) {

  private static final int FOREMOST = 3;

  public Judged {
    foremost = List.copyOf(foremost);
  }

  /** What was decided on an utterance that began a conversation. */
  public static Judged of(Labelled labelled, Decision decision) {
    Verdict verdict = Verdict.of(decision);
    Ranking ranking = decision.evidence().ranking();
    return new Judged(
        labelled,
        verdict,
        ranking.rails().stream().limit(FOREMOST).map(Contender::of).toList(),
        unopposed(verdict, decision.evidence()));
  }

  public Result result() {
    return Result.of(labelled, verdict);
  }

  public Optional<Contender> best() {
    return foremost.stream().findFirst();
  }

  public Optional<Contender> runnerUp() {
    return foremost.stream().skip(1).findFirst();
  }

  /** That of the best rail, in [0, 1]; 0 if the utterance could not be compared. */
  public double confidence() {
    return best().map(Contender::confidence).orElse(0.0);
  }

  /** Whether the right rail is ranked first. */
  public boolean rankedFirst() {
    return best().filter(this::isRight).isPresent();
  }

  /** Whether the right rail is among the first three. */
  public boolean amongThree() {
    return foremost.stream().anyMatch(this::isRight);
  }

  /** The rail that would decide with another threshold; empty if none would. */
  Optional<RailId> acceptedAt(double accept) {
    return best().filter(best -> unopposed && best.reaches(accept)).map(Contender::rail);
  }

  private boolean isRight(Contender contender) {
    return labelled.rail().filter(contender.rail()::equals).isPresent();
  }

  /**
   * What was decided tells it where the confidence reached the threshold; elsewhere the lead does.
   */
  private static boolean unopposed(Verdict verdict, Evidence evidence) {
    Ranking ranking = evidence.ranking();
    boolean sure =
        ranking
            .best()
            .map(Contender::of)
            .filter(best -> best.reaches(evidence.accept()))
            .isPresent();
    return sure
        ? verdict instanceof Verdict.Accepted
        : ranking.margin() >= evidence.margin() && ranking.margin() > 0;
  }
}
