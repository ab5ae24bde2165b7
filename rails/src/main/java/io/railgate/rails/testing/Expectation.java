package io.railgate.rails.testing;

import io.railgate.rails.engine.Decision;
import io.railgate.rails.set.ConversationTests.Expected;
import io.railgate.rails.set.RailId;
import io.railgate.rails.testing.Defect.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a decision with what a test expects of it. */
final class Expectation {

  private Expectation() {}

  /** In place of a prompt that was sent. */
  static final String NOTHING = "nothing";

  /** In place of a fixed answer. */
  static final String NO_ANSWER = "no fixed answer";

  /** What differs; nothing if it is as expected. */
  static List<Defect> defects(Expected expected, Decision decision) {
    List<Defect> defects = new ArrayList<>();
    expected
        .rail()
        .filter(rail -> !decision.decidedBy().equals(Optional.of(rail)))
        .ifPresent(rail -> defects.add(new Defect(Kind.RAIL, rail.toString(), rail(decision))));
    expected
        .action()
        .filter(action -> !action.equals(decision.action()))
        .ifPresent(action -> defects.add(new Defect(Kind.ACTION, action, decision.action())));
    expected
        .says()
        .filter(part -> !collapsed(says(decision)).contains(collapsed(part)))
        .ifPresent(
            part ->
                defects.add(
                    new Defect(Kind.SAYS, collapsed(part), collapsed(says(decision), NO_ANSWER))));
    expected
        .forwards()
        .filter(prompt -> !collapsed(forwards(decision)).equals(collapsed(prompt)))
        .ifPresent(
            prompt ->
                defects.add(
                    new Defect(
                        Kind.FORWARDS, collapsed(prompt), collapsed(forwards(decision), NOTHING))));
    return defects;
  }

  /** What a message that must match nothing matches. */
  static List<Defect> mustMatchNothing(Decision decision) {
    boolean refused =
        decision instanceof Decision.Refuse refuse
            && !(refuse.cause() instanceof Decision.Cause.ByRail);
    if (refused) {
      return List.of();
    }
    String by = decision.decidedBy().map(RailId::toString).orElse("no rail");
    return List.of(new Defect(Kind.NOTHING, "", decision.action() + " by " + by));
  }

  private static String rail(Decision decision) {
    return decision.decidedBy().map(RailId::toString).orElse("none")
        + " ("
        + decision.action()
        + ")";
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

  private static String collapsed(String text, String orElse) {
    return text.isEmpty() ? orElse : collapsed(text);
  }

  private static String collapsed(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
