package io.railgate.proxy.report;

import io.railgate.rails.engine.Decision.Cause;
import io.railgate.rails.evaluation.Contender;
import io.railgate.rails.evaluation.Judged;
import io.railgate.rails.evaluation.Verdict;
import io.railgate.rails.set.RailId;
import io.railgate.rails.testing.Seen;
import java.util.List;
import java.util.stream.Collectors;

/** What happened to an utterance, in words that all reports share. */
final class Wording {

  /** In place of a rail: what is out of scope. */
  static final String NO_RAIL = "no rail";

  private Wording() {}

  static String expected(Judged judged) {
    return judged.labelled().rail().map(RailId::toString).orElse(NO_RAIL);
  }

  static String got(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted(RailId rail) -> rail.toString();
      case Verdict.Clarified(List<RailId> rails) -> "asked which: " + joined(rails);
      case Verdict.Refused(Cause cause) -> "refused: " + because(cause);
    };
  }

  /** What became of a message, in two words. */
  static String seen(Seen seen) {
    return seen.rail().map(rail -> seen.action() + " by " + rail).orElse(seen.action());
  }

  /** Where the best rail's nearest example stands, as {@code file:line}. */
  static String line(Contender score) {
    var place = score.nearest().place();
    return place.line() == 0 ? place.file() : place.file() + ":" + place.line();
  }

  /** Where an utterance stands, as {@code file:line}. */
  static String line(Judged judged) {
    return judged.labelled().place().file() + ":" + judged.labelled().place().line();
  }

  static String example(Contender score) {
    return score.nearest().text().source();
  }

  private static String because(Cause cause) {
    return switch (cause) {
      case Cause.ByRail(RailId rail) -> "the rail " + rail + " says so";
      case Cause.NothingMatched() -> "no rail is sure enough";
      case Cause.TooClose(List<RailId> rails) -> "too close: " + joined(rails);
      case Cause.Never(String line) -> "near to a line under \"never\": " + line;
      case Cause.Unanswered(RailId rail, String slot) -> "{%s} was not answered".formatted(slot);
      case Cause.Unreadable() -> "no word that the encoder knows";
      case Cause.TooLong(int tokens, int limit) ->
          "%d tokens, and the encoder reads %d".formatted(tokens, limit);
    };
  }

  private static String joined(List<RailId> rails) {
    return rails.stream().map(RailId::toString).collect(Collectors.joining(", "));
  }
}
