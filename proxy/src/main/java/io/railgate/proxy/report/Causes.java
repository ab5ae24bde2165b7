package io.railgate.proxy.report;

import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.Decision.Cause;
import io.railgate.rails.set.RailId;
import java.util.List;
import java.util.stream.Collectors;

/** Decisions in one line, for people. */
final class Causes {

  private Causes() {}

  static String headline(Decision decision) {
    return headline(decision, true);
  }

  /**
   * The same.
   *
   * @param open whether texts of the set may be shown
   */
  static String headline(Decision decision, boolean open) {
    return switch (decision) {
      case Decision.Forward forward -> "forward by " + forward.rail();
      case Decision.Pass pass -> "pass by " + pass.rail();
      case Decision.Reply reply -> "reply by " + reply.rail();
      case Decision.Ask ask -> "ask for {" + ask.slot() + "} by " + ask.rail();
      case Decision.Clarify clarify -> "clarify: " + joined(clarify.rails()) + " are close";
      case Decision.Refuse refuse -> "refuse: " + because(refuse.cause(), open);
    };
  }

  static String because(Cause cause, boolean open) {
    return switch (cause) {
      case Cause.ByRail(RailId rail) -> "the rail " + rail + " says so";
      case Cause.NothingMatched() -> "no rail matches";
      case Cause.TooClose(List<RailId> rails) -> "the rails " + joined(rails) + " are too close";
      case Cause.Never(String line) ->
          "it is near to a line under \"never\"" + (open ? ": " + line : "");
      case Cause.Unanswered(RailId rail, String slot) ->
          "the question for {%s} of %s was not answered".formatted(slot, rail);
      case Cause.Unreadable() -> "the encoder knows no word of the message";
      case Cause.TooLong(int tokens, int limit) ->
          "the message has %d tokens, and the encoder reads %d".formatted(tokens, limit);
    };
  }

  private static String joined(List<RailId> rails) {
    return rails.stream().map(RailId::toString).collect(Collectors.joining(", "));
  }
}
