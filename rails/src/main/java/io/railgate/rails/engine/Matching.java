package io.railgate.rails.engine;

import io.railgate.embeddings.Embedding;
import io.railgate.rails.engine.Decision.Cause;
import io.railgate.rails.engine.UserTurn.Reading;
import io.railgate.rails.matching.Matcher;
import io.railgate.rails.matching.RailScore;
import io.railgate.rails.matching.Ranking;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides on a turn by what the rails are ranked for it. */
final class Matching {

  /** A rail is close if it is at least this part as sure as the best. */
  private static final double CLOSE = 0.25;

  private final RailSet set;
  private final Matcher matcher;
  private final String digest;
  private final SlotFilling slots;
  private final Clarifying clarifying;
  private final boolean passes;

  Matching(RailSet set, Matcher matcher, String digest, SlotFilling slots, Clarifying clarifying) {
    this.set = set;
    this.matcher = matcher;
    this.digest = digest;
    this.slots = slots;
    this.clarifying = clarifying;
    this.passes =
        set.rails().stream()
            .flatMap(rail -> rail.cases().stream())
            .anyMatch(each -> each.outcome() instanceof Outcome.Pass);
  }

  /** Whether there is a rail that passes on what was typed. */
  boolean passes() {
    return passes;
  }

  /**
   * Decides on a turn by itself.
   *
   * @param mayClarify whether the user may be asked which rail is meant
   */
  Step match(State state, UserTurn turn, Terms terms, boolean mayClarify) {
    return switch (turn.reading()) {
      case Reading.TooLong(int tokens, int limit) ->
          refuse(new Cause.TooLong(tokens, limit), notCompared(new Evidence.Ground.Matched()));
      case Reading.Windows windows -> matchLong(state, turn.text(), windows, terms);
      case Reading.Unreadable unreadable ->
          refuse(new Cause.Unreadable(), notCompared(new Evidence.Ground.Matched()));
      case Reading.Embedded(Embedding vector) ->
          match(state, turn.text(), vector, terms, mayClarify);
    };
  }

  /** The evidence of a decision that rests on something else than a comparison. */
  Evidence notCompared(Evidence.Ground ground) {
    return evidence(ground, Ranking.NOT_COMPARED);
  }

  private Evidence evidence(Evidence.Ground ground, Ranking ranking) {
    return new Evidence(ground, ranking, matcher.accept(), matcher.margin(), digest, List.of());
  }

  /**
   * A long message is passed on if every window of it, by itself, matches the same rail. All else
   * is refused: what a rail does with a message is not decided by a part of it.
   */
  private Step matchLong(State state, String message, Reading.Windows windows, Terms terms) {
    List<Ranking> rankings = windows.vectors().stream().map(each -> rank(state, each)).toList();
    Optional<Rail> rail = passing(state, rankings.getFirst()).filter(mayUse(terms));
    int count = rankings.size();
    int weakest = 0;
    for (int i = 0; i < count; i++) {
      if (rail.isEmpty() || !passing(state, rankings.get(i)).equals(rail)) {
        return refuse(
            new Cause.TooLong(windows.tokens(), windows.limit()),
            notCompared(new Evidence.Ground.InWindows(count, i + 1)));
      }
      weakest = confidence(rankings.get(i)) < confidence(rankings.get(weakest)) ? i : weakest;
    }
    var ground = new Evidence.Ground.InWindows(count, weakest + 1);
    Evidence evidence = evidence(ground, rankings.get(weakest).of(mayUse(terms)));
    return slots.enter(rail.orElseThrow(), state.last(), message, terms.today(), evidence);
  }

  /** The rail that matches, if it passes on what was typed. */
  private Optional<Rail> passing(State state, Ranking ranking) {
    return ranking
        .best()
        .map(RailScore::rail)
        .filter(rail -> matcher.decides(ranking))
        .filter(
            rail -> rail.caseAfter(state.last()).orElseThrow().outcome() instanceof Outcome.Pass);
  }

  /**
   * Which rails the client may use. The others compete all the same, so that a message which
   * belongs to one of them is not taken for the next best; but nothing tells of them.
   */
  private static Predicate<Rail> mayUse(Terms terms) {
    return rail -> terms.groups().hold(rail.id());
  }

  private Ranking rank(State state, Embedding vector) {
    return matcher.rank(vector, rail -> rail.caseAfter(state.last()).isPresent());
  }

  private static double confidence(Ranking ranking) {
    return ranking.best().map(RailScore::confidence).orElse(0.0);
  }

  private Step match(
      State state, String message, Embedding vector, Terms terms, boolean mayClarify) {
    Ranking ranking = rank(state, vector);
    Evidence evidence = evidence(new Evidence.Ground.Matched(), ranking.of(mayUse(terms)));
    if (matcher.decides(ranking)) {
      Rail rail = ranking.best().orElseThrow().rail();
      return mayUse(terms).test(rail)
          ? slots.enter(rail, state.last(), message, terms.today(), evidence)
          : refuse(new Cause.NothingMatched(), evidence);
    }
    Optional<Example> never = never(ranking);
    if (never.isPresent()) {
      return refuse(new Cause.Never(never.get().text().source()), evidence);
    }
    List<Rail> close = close(ranking).stream().filter(mayUse(terms)).toList();
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
