package io.railgate.rails.engine;

import io.railgate.embeddings.Embedding;
import io.railgate.rails.engine.Decision.Cause;
import io.railgate.rails.engine.UserTurn.Reading;
import io.railgate.rails.matching.Matcher;
import io.railgate.rails.matching.RailScore;
import io.railgate.rails.matching.Ranking;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSet;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Decides on a turn by what the rails are ranked for it. */
final class Matching {

  /** A rail is close if it is at least this part as sure as the best. */
  private static final double CLOSE = 0.25;

  private final RailSet set;
  private final Matcher matcher;
  private final String digest;
  private final SlotFilling slots;
  private final Clarifying clarifying;

  Matching(RailSet set, Matcher matcher, String digest, SlotFilling slots, Clarifying clarifying) {
    this.set = set;
    this.matcher = matcher;
    this.digest = digest;
    this.slots = slots;
    this.clarifying = clarifying;
  }

  /**
   * Decides on a turn by itself.
   *
   * @param mayClarify whether the user may be asked which rail is meant
   */
  Step match(State state, UserTurn turn, LocalDate today, boolean mayClarify) {
    return switch (turn.reading()) {
      case Reading.TooLong(int tokens, int limit) ->
          refuse(new Cause.TooLong(tokens, limit), notCompared(new Evidence.Ground.Matched()));
      case Reading.Unreadable unreadable ->
          refuse(new Cause.Unreadable(), notCompared(new Evidence.Ground.Matched()));
      case Reading.Embedded(Embedding vector) ->
          match(state, turn.text(), vector, today, mayClarify);
    };
  }

  /** The evidence of a decision that rests on something else than a comparison. */
  Evidence notCompared(Evidence.Ground ground) {
    return new Evidence(ground, Ranking.NOT_COMPARED, matcher.accept(), matcher.margin(), digest);
  }

  private Step match(
      State state, String message, Embedding vector, LocalDate today, boolean mayClarify) {
    Ranking ranking = matcher.rank(vector, rail -> rail.caseAfter(state.last()).isPresent());
    Evidence evidence =
        new Evidence(
            new Evidence.Ground.Matched(), ranking, matcher.accept(), matcher.margin(), digest);
    if (matcher.decides(ranking)) {
      Rail rail = ranking.best().orElseThrow().rail();
      return slots.enter(rail, state.last(), message, today, evidence);
    }
    Optional<Example> never = never(ranking);
    if (never.isPresent()) {
      return refuse(new Cause.Never(never.get().text().source()), evidence);
    }
    List<Rail> close = close(ranking);
    if (close.size() < 2) {
      return refuse(new Cause.NothingMatched(), evidence);
    }
    return (mayClarify
            ? clarifying.question(close, state, message, evidence)
            : Optional.<Step>empty())
        .orElseGet(() -> refuse(tooClose(close), evidence));
  }

  /**
   * The line under {@code never} that the message is near to: as near as a match would have to be,
   * or nearer than the best rail's lead allows. Empty if there is none.
   */
  private Optional<Example> never(Ranking ranking) {
    boolean inTheWay =
        ranking
            .best()
            .filter(best -> best.alone() >= matcher.accept(best.rail()))
            .filter(best -> ranking.neverConfidence() > best.confidence() - matcher.margin())
            .isPresent();
    boolean near = ranking.neverConfidence() >= matcher.accept();
    return near || inTheWay ? ranking.never() : Optional.empty();
  }

  /** The rails that would match if they were alone, and are not far behind the best. */
  private List<Rail> close(Ranking ranking) {
    double best = ranking.best().map(RailScore::confidence).orElse(0.0);
    return ranking.rails().stream()
        .filter(score -> score.alone() >= matcher.accept(score.rail()))
        .filter(score -> score.confidence() >= CLOSE * best)
        .map(RailScore::rail)
        .toList();
  }

  private static Cause tooClose(List<Rail> close) {
    List<RailId> ids = close.stream().map(Rail::id).toList();
    return new Cause.TooClose(ids);
  }

  private Step refuse(Cause cause, Evidence evidence) {
    return new Step(
        new Decision.Refuse(cause, set.settings().otherwise().refusal(), evidence), State.START);
  }
}
