package io.railgate.rails.testing;

import io.railgate.rails.set.ConversationTests.Expected;
import io.railgate.rails.set.RailId;
import io.railgate.rails.testing.Defect.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares what became of a message with what a test expects of it. */
final class Expectation {

  private Expectation() {}

  /** In place of a prompt that was sent. */
  static final String NOTHING = "nothing";

  /** In place of a fixed answer. */
  static final String NO_ANSWER = "no fixed answer";

  /** What differs; nothing if it is as expected. */
  static List<Defect> defects(Expected expected, Seen seen) {
    List<Defect> defects = new ArrayList<>();
    expected
        .rail()
        .filter(rail -> !seen.rail().equals(Optional.of(rail)))
        .ifPresent(rail -> defects.add(new Defect(Kind.RAIL, rail.toString(), rail(seen))));
    expected
        .action()
        .filter(action -> !action.equals(seen.action()))
        .ifPresent(action -> defects.add(new Defect(Kind.ACTION, action, seen.action())));
    expected
        .says()
        .filter(part -> !collapsed(seen.says()).contains(collapsed(part)))
        .ifPresent(
            part ->
                defects.add(
                    new Defect(Kind.SAYS, collapsed(part), collapsed(seen.says(), NO_ANSWER))));
    expected
        .forwards()
        .filter(prompt -> !collapsed(seen.forwards()).equals(collapsed(prompt)))
        .ifPresent(
            prompt ->
                defects.add(
                    new Defect(
                        Kind.FORWARDS, collapsed(prompt), collapsed(seen.forwards(), NOTHING))));
    return defects;
  }

  /** What a message that must match nothing matches. */
  static List<Defect> mustMatchNothing(Seen seen) {
    if (seen.action().equals("refuse") && seen.rail().isEmpty()) {
      return List.of();
    }
    String by = seen.rail().map(RailId::toString).orElse("no rail");
    return List.of(new Defect(Kind.NOTHING, "", seen.action() + " by " + by));
  }

  private static String rail(Seen seen) {
    return seen.rail().map(RailId::toString).orElse("none") + " (" + seen.action() + ")";
  }

  private static String collapsed(String text, String orElse) {
    return text.isEmpty() ? orElse : collapsed(text);
  }

  private static String collapsed(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
