package io.railgate.rails.testing;

import io.railgate.embeddings.Encoder;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.engine.Step;
import io.railgate.rails.engine.UserTurn;
import io.railgate.rails.set.ConversationTests;
import io.railgate.rails.set.ConversationTests.Accepted;
import io.railgate.rails.set.ConversationTests.ConversationTest;
import io.railgate.rails.set.ConversationTests.Expected;
import io.railgate.rails.set.ConversationTests.Turn;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.RailId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plays conversations against a rail engine. Deterministic. */
public final class ConversationRunner {

  private final RailEngine engine;
  private final Encoder encoder;
  private final LocalDate today;

  /**
   * Plays on one day.
   *
   * @param encoder the one that the engine was loaded with
   * @param today the day that "today" is
   */
  public ConversationRunner(RailEngine engine, Encoder encoder, LocalDate today) {
    this.engine = engine;
    this.encoder = encoder;
    this.today = today;
  }

  /** What did not go as expected, in the order of the tests. Blocks while it embeds. */
  public List<Failure> run(ConversationTests tests) {
    List<Failure> failures = new ArrayList<>();
    tests.conversations().forEach(test -> failures.addAll(run(test)));
    tests.accepts().forEach(accepted -> check(accepted).ifPresent(failures::add));
    tests.rejects().forEach(rejected -> check(rejected).ifPresent(failures::add));
    return failures;
  }

  private List<Failure> run(ConversationTest test) {
    UserTurn[] turns =
        test.turns().stream()
            .map(turn -> engine.read(turn.user(), encoder))
            .toArray(UserTurn[]::new);
    List<Step> steps = engine.replay(Conversation.of(today, turns));
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < turns.length; i++) {
      Turn turn = test.turns().get(i);
      Decision decision = steps.get(i).decision();
      String number = "turn %d of \"%s\"".formatted(i + 1, test.name());
      Expectation.defects(turn.expected(), decision)
          .forEach(
              defect -> failures.add(new Failure(turn.place(), number + ": " + defect, decision)));
    }
    return failures;
  }

  private Optional<Failure> check(Accepted accepted) {
    Decision decision = decide(accepted.text());
    Expected expected =
        new Expected(
            Optional.of(accepted.rail()), Optional.empty(), Optional.empty(), Optional.empty());
    return Expectation.defects(expected, decision).stream()
        .findFirst()
        .map(
            defect ->
                new Failure(
                    accepted.place(), "\"%s\": %s".formatted(accepted.text(), defect), decision));
  }

  private Optional<Failure> check(Example rejected) {
    Decision decision = decide(rejected.text().source());
    boolean refused =
        decision instanceof Decision.Refuse refuse
            && !(refuse.cause() instanceof Decision.Cause.ByRail);
    if (refused) {
      return Optional.empty();
    }
    String by = decision.decidedBy().map(RailId::toString).orElse("no rail");
    return Optional.of(
        new Failure(
            rejected.place(),
            "\"%s\": expected that it matches nothing, got %s by %s"
                .formatted(rejected.text(), decision.action(), by),
            decision));
  }

  private Decision decide(String text) {
    return engine.decide(Conversation.of(today, engine.read(text, encoder)));
  }
}
