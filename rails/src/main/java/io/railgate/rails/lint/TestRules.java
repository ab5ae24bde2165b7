package io.railgate.rails.lint;

import io.railgate.rails.set.ConversationTests;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.testing.Failure;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the tests of a set leave out. */
final class TestRules {

  private TestRules() {}

  static List<Warning> warnings(RailSet set, ConversationTests tests) {
    Set<RailId> tested = tested(tests);
    return set.rails().stream()
        .filter(rail -> !tested.contains(rail.id()))
        .map(
            rail ->
                new Warning(Code.UNTESTED_RAIL, rail.place(), "no test names rail " + rail.id()))
        .toList();
  }

  static List<Warning> failures(List<Failure> failures) {
    return failures.stream()
        .map(failure -> new Warning(Code.FAILING_TEST, failure.place(), failure.message()))
        .toList();
  }

  private static Set<RailId> tested(ConversationTests tests) {
    Stream<RailId> expected =
        tests.conversations().stream()
            .flatMap(conversation -> conversation.turns().stream())
            .flatMap(turn -> turn.expected().rail().stream());
    Stream<RailId> accepted = tests.accepts().stream().map(ConversationTests.Accepted::rail);
    return Stream.concat(expected, accepted).collect(Collectors.toSet());
  }
}
