package io.railgate.rails.testing;

import io.railgate.rails.engine.Decision;
import io.railgate.rails.set.ConversationTests.Expected;
import io.railgate.rails.set.RailId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a decision with what a test expects of it. */
final class Expectation {

  private Expectation() {}

  /** What differs; nothing if it is as expected. */
  static List<String> defects(Expected expected, Decision decision) {
    List<String> defects = new ArrayList<>();
    expected
        .rail()
        .filter(rail -> !decision.decidedBy().equals(Optional.of(rail)))
        .ifPresent(rail -> defects.add(differs("rail", rail.toString(), rail(decision))));
    expected
        .action()
        .filter(action -> !action.equals(decision.action()))
        .ifPresent(action -> defects.add(differs("action", action, decision.action())));
    expected
        .says()
        .filter(part -> !collapsed(says(decision)).contains(collapsed(part)))
        .ifPresent(
            part -> defects.add(differs("an answer with", quoted(part), answered(decision))));
    expected
        .forwards()
        .filter(prompt -> !collapsed(forwards(decision)).equals(collapsed(prompt)))
        .ifPresent(prompt -> defects.add(differs("forwarded", quoted(prompt), sent(decision))));
    return defects;
  }

  private static String differs(String what, String expected, String got) {
    return "expected %s %s, got %s".formatted(what, expected, got);
  }

  private static String rail(Decision decision) {
    return decision.decidedBy().map(RailId::toString).orElse("none")
        + " ("
        + decision.action()
        + ")";
  }

  private static String answered(Decision decision) {
    return says(decision).isEmpty() ? "no fixed answer" : quoted(says(decision));
  }

  private static String sent(Decision decision) {
    return forwards(decision).isEmpty() ? "nothing" : quoted(forwards(decision));
  }

  /** The fixed answer; empty if the model is asked. */
  private static String says(Decision decision) {
    return switch (decision) {
      case Decision.Reply reply -> reply.text();
      case Decision.Ask ask -> ask.text();
      case Decision.Clarify clarify -> clarify.text();
      case Decision.Refuse refuse -> refuse.text();
      case Decision.Forward forward -> "";
      case Decision.Pass pass -> "";
    };
  }

  /** What the model is sent; empty if it is not asked. */
  private static String forwards(Decision decision) {
    return switch (decision) {
      case Decision.Forward forward -> forward.prompt();
      case Decision.Pass pass -> pass.message();
      case Decision.Reply reply -> "";
      case Decision.Ask ask -> "";
      case Decision.Clarify clarify -> "";
      case Decision.Refuse refuse -> "";
    };
  }

  private static String quoted(String text) {
    return "\"" + collapsed(text) + "\"";
  }

  private static String collapsed(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
