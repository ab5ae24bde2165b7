package io.railgate.rails.testing;

import io.railgate.rails.set.ConversationTests;
import io.railgate.rails.set.ConversationTests.Accepted;
import io.railgate.rails.set.ConversationTests.ConversationTest;
import io.railgate.rails.set.ConversationTests.Expected;
import io.railgate.rails.set.ConversationTests.Turn;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Place;
import io.railgate.rails.testing.Talk.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

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
    List<Script> scripts = new ArrayList<>();
    tests.conversations().forEach(test -> scripts.add(script(test)));
    tests.accepts().forEach(accepted -> scripts.add(script(accepted)));
    tests.rejects().forEach(rejected -> scripts.add(script(rejected)));
    List<List<Answer>> answers = talk.sayAll(scripts.stream().map(Script::messages).toList());
    return IntStream.range(0, scripts.size())
        .mapToObj(i -> scripts.get(i).result.apply(answers.get(i)))
        .toList();
  }

  /**
   * What is said for a test.
   *
   * @param result of the answers to that
   */
  private record Script(List<String> messages, Function<List<Answer>, TestResult> result) {}

  private static Script script(ConversationTest test) {
    return new Script(
        test.turns().stream().map(Turn::user).toList(),
        answers -> {
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
        });
  }

  private static Script script(Accepted accepted) {
    Expected expected =
        new Expected(
            Optional.of(accepted.rail()), Optional.empty(), Optional.empty(), Optional.empty());
    return new Script(
        List.of(accepted.text()),
        answers ->
            single(
                TestResult.Kind.ACCEPTS,
                accepted.text(),
                accepted.place(),
                expected,
                answers.getFirst(),
                Expectation.defects(expected, answers.getFirst().seen())));
  }

  private static Script script(Example rejected) {
    String message = rejected.text().source();
    return new Script(
        List.of(message),
        answers ->
            single(
                TestResult.Kind.REJECTS,
                message,
                rejected.place(),
                Expected.ANYTHING,
                answers.getFirst(),
                Expectation.mustMatchNothing(answers.getFirst().seen())));
  }

  private static TestResult single(
      TestResult.Kind kind,
      String message,
      Place place,
      Expected expected,
      Answer answer,
      List<Defect> defects) {
    return new TestResult(
        kind,
        message,
        place,
        List.of(new PlayedTurn(1, message, place, expected, answer, defects)));
  }
}
