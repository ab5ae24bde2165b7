package io.railgate.rails.testing;

import io.railgate.rails.engine.Decision;
import io.railgate.rails.set.RailId;
import java.util.Optional;

/**
 * What tests can see of a decision.
 *
 * @param rail that decided; empty if none did
 * @param action the decision's word for itself
 * @param says the fixed answer; empty if the model is asked
 * @param forwards what the model is sent; empty if it is not asked
 */
public record Seen(Optional<RailId> rail, String action, String says, String forwards) {

  static Seen of(Decision decision) {
    return new Seen(decision.decidedBy(), decision.action(), says(decision), forwards(decision));
  }

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
}
