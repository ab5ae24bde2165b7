package io.railgate.rails.testing;

import io.railgate.rails.set.ConversationTests;
import io.railgate.rails.set.ConversationTests.Accepted;
import io.railgate.rails.set.ConversationTests.ConversationTest;
import io.railgate.rails.set.ConversationTests.Expected;
import io.railgate.rails.set.ConversationTests.Turn;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plays conversations, and compares what becomes of them with what is expected. */
public final class ConversationRunner {

  private final Talk talk;

  /**
   * Plays.
   *
   * @param talk with whom
   */
  public ConversationRunner(Talk talk) {
    this.talk = talk;
  }

  /** Plays all tests; the results in their order: conversations, then accepts, then rejects. */
  public List<TestResult> run(ConversationTests tests) {
    talk.prepare(messages(tests));
    List<TestResult> results = new ArrayList<>();
    tests.conversations().forEach(test -> results.add(play(test)));
    tests.accepts().forEach(accepted -> results.add(play(accepted)));
    tests.rejects().forEach(rejected -> results.add(play(rejected)));
    return results;
  }

  private TestResult play(ConversationTest test) {
    List<Talk.Answer> answers = talk.say(test.turns().stream().map(Turn::user).toList());
    List<PlayedTurn> played = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      Turn turn = test.turns().get(i);
      played.add(
          new PlayedTurn(
              i + 1,
              turn.user(),
              turn.place(),
              turn.expected(),
              answers.get(i),
              Expectation.defects(turn.expected(), answers.get(i).seen())));
    }
    return new TestResult(TestResult.Kind.CONVERSATION, test.name(), test.place(), played);
  }

  /** All that the user says in some tests. */
  private static Set<String> messages(ConversationTests tests) {
    Set<String> messages = new LinkedHashSet<>();
    tests.conversations().forEach(test -> test.turns().forEach(turn -> messages.add(turn.user())));
    tests.accepts().forEach(accepted -> messages.add(accepted.text()));
    tests.rejects().forEach(rejected -> messages.add(rejected.text().source()));
    return messages;
  }

  private TestResult play(Accepted accepted) {
    Expected expected =
        new Expected(
            Optional.of(accepted.rail()), Optional.empty(), Optional.empty(), Optional.empty());
    Talk.Answer answer = talk.say(List.of(accepted.text())).getFirst();
    return single(
        TestResult.Kind.ACCEPTS,
        accepted.text(),
        accepted.place(),
        expected,
        answer,
        Expectation.defects(expected, answer.seen()));
  }

  private TestResult play(Example rejected) {
    String message = rejected.text().source();
    Talk.Answer answer = talk.say(List.of(message)).getFirst();
    return single(
        TestResult.Kind.REJECTS,
        message,
        rejected.place(),
        Expected.ANYTHING,
        answer,
        Expectation.mustMatchNothing(answer.seen()));
  }

  private static TestResult single(
      TestResult.Kind kind,
      String message,
      Place place,
      Expected expected,
      Talk.Answer answer,
      List<Defect> defects) {
    return new TestResult(
        kind,
        message,
        place,
        List.of(new PlayedTurn(1, message, place, expected, answer, defects)));
  }
}
