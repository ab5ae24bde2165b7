package io.railgate.rails.testing;

import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.engine.State;
import io.railgate.rails.engine.Step;
import io.railgate.rails.engine.UserTurn;
import io.railgate.rails.set.ConversationTests;
import io.railgate.rails.set.ConversationTests.Accepted;
import io.railgate.rails.set.ConversationTests.ConversationTest;
import io.railgate.rails.set.ConversationTests.Expected;
import io.railgate.rails.set.ConversationTests.Turn;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Place;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Plays conversations against a rail engine. Deterministic. */
public final class ConversationRunner {

  private final RailEngine engine;
  private final Encoder encoder;
  private final LocalDate today;
  private final VectorCache cache;

  /**
   * Plays on one day.
   *
   * @param encoder the one that the engine was loaded with
   * @param today the day that "today" is
   */
  public ConversationRunner(RailEngine engine, Encoder encoder, LocalDate today) {
    this(engine, encoder, today, VectorCache.none());
  }

  /**
   * The same.
   *
   * @param cache what it holds of the messages is not embedded again
   */
  public ConversationRunner(
      RailEngine engine, Encoder encoder, LocalDate today, VectorCache cache) {
    this.engine = engine;
    this.encoder = encoder;
    this.today = today;
    this.cache = cache;
  }

  /**
   * Plays all tests. Blocks while it embeds, on the cores there are, some milliseconds for each
   * message that is new.
   *
   * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
   */
  public TestReport run(ConversationTests tests) {
    Map<String, UserTurn> turns = engine.read(messages(tests), encoder, cache);
    List<TestResult> results = new ArrayList<>();
    tests.conversations().forEach(test -> results.add(play(test, turns)));
    tests.accepts().forEach(accepted -> results.add(play(accepted, turns)));
    tests.rejects().forEach(rejected -> results.add(play(rejected, turns)));
    List<PlayedTurn> played = results.stream().flatMap(result -> result.turns().stream()).toList();
    return new TestReport(results, Coverage.of(engine.railSet(), played));
  }

  /**
   * Plays one conversation.
   *
   * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
   */
  public TestResult run(ConversationTest test) {
    return run(new ConversationTests(List.of(test), List.of(), List.of())).results().getFirst();
  }

  private static Set<String> messages(ConversationTests tests) {
    Set<String> messages = new LinkedHashSet<>();
    tests.conversations().forEach(test -> test.turns().forEach(turn -> messages.add(turn.user())));
    tests.accepts().forEach(accepted -> messages.add(accepted.text()));
    tests.rejects().forEach(rejected -> messages.add(rejected.text().source()));
    return messages;
  }

  private TestResult play(ConversationTest test, Map<String, UserTurn> turns) {
    List<Step> steps = steps(test.turns().stream().map(Turn::user), turns);
    List<PlayedTurn> played = new ArrayList<>();
    State before = State.START;
    for (int i = 0; i < steps.size(); i++) {
      Turn turn = test.turns().get(i);
      Step step = steps.get(i);
      played.add(
          new PlayedTurn(
              i + 1,
              turn.user(),
              turn.place(),
              turn.expected(),
              before,
              step,
              Expectation.defects(turn.expected(), step.decision())));
      before = step.next();
    }
    return new TestResult(TestResult.Kind.CONVERSATION, test.name(), test.place(), played);
  }

  private TestResult play(Accepted accepted, Map<String, UserTurn> turns) {
    Expected expected =
        new Expected(
            Optional.of(accepted.rail()), Optional.empty(), Optional.empty(), Optional.empty());
    Step step = steps(Stream.of(accepted.text()), turns).getFirst();
    return single(
        TestResult.Kind.ACCEPTS,
        accepted.text(),
        accepted.place(),
        expected,
        step,
        Expectation.defects(expected, step.decision()).stream().limit(1).toList());
  }

  private TestResult play(Example rejected, Map<String, UserTurn> turns) {
    Step step = steps(Stream.of(rejected.text().source()), turns).getFirst();
    return single(
        TestResult.Kind.REJECTS,
        rejected.text().source(),
        rejected.place(),
        Expected.ANYTHING,
        step,
        Expectation.mustMatchNothing(step.decision()));
  }

  private static TestResult single(
      TestResult.Kind kind,
      String message,
      Place place,
      Expected expected,
      Step step,
      List<Defect> defects) {
    return new TestResult(
        kind,
        message,
        place,
        List.of(new PlayedTurn(1, message, place, expected, State.START, step, defects)));
  }

  private List<Step> steps(Stream<String> said, Map<String, UserTurn> turns) {
    UserTurn[] all =
        said.map(text -> Objects.requireNonNull(turns.get(text))).toArray(UserTurn[]::new);
    return engine.replay(Conversation.of(today, all));
  }
}
