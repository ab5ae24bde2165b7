package io.railgate.proxy.report;

import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.Evidence;
import io.railgate.rails.matching.Candidate;
import io.railgate.rails.matching.RailScore;
import io.railgate.rails.set.ConversationSettings;
import io.railgate.rails.set.ConversationSettings.History;
import io.railgate.rails.set.Example;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A conversation's last decision, and what is to be told of it.
 *
 * @param decisions of all turns, at least one
 * @param settings what is sent beside the canonical prompt
 */
public record Explanation(List<Decision> decisions, ConversationSettings settings) {

  /** How many rails, and how many of the nearest examples, are shown. */
  private static final int SHOWN = 5;

  public Explanation {
    decisions = List.copyOf(decisions);
  }

  Decision decision() {
    return decisions.getLast();
  }

  Evidence evidence() {
    return decision().evidence();
  }

  List<Decision> earlier() {
    return decisions.subList(0, decisions.size() - 1);
  }

  /** The best rails. */
  List<RailScore> rails() {
    return shown(evidence().ranking().rails());
  }

  /** The nearest examples, each once. */
  List<Candidate> examples() {
    Map<Example, Candidate> each = new LinkedHashMap<>();
    evidence()
        .ranking()
        .nearest()
        .forEach(candidate -> each.putIfAbsent(candidate.example(), candidate));
    return shown(List.copyOf(each.values()));
  }

  private static <T> List<T> shown(List<T> all) {
    return all.subList(0, Math.min(SHOWN, all.size()));
  }

  /** The canonical prompts of earlier turns, if they are forwarded. */
  List<String> forwardedEarlier() {
    return settings.history() == History.NONE
        ? List.of()
        : earlier().stream()
            .filter(Decision.Forward.class::isInstance)
            .map(earlier -> ((Decision.Forward) earlier).prompt())
            .toList();
  }
}
