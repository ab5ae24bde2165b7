package io.railgate.rails.lint;

import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.set.ConversationTests;
import io.railgate.rails.set.RailId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks for what loads, and is likely wrong. */
public final class Linter {

  private Linter() {}

  /**
   * All warnings, in the order of their places. Computes on the cores there are; takes about as
   * long as embedding the set.
   *
   * @param engine of the set
   * @param tests of the set
   */
  public static List<Warning> lint(RailEngine engine, ConversationTests tests) {
    var rivals = new Rivals(engine);
    List<Warning> shadowed = rivals.shadowedRails();
    Set<RailId> losers = rivals.losers();
    return Stream.of(
            RailRules.warnings(engine.railSet(), engine.unread()),
            TestRules.warnings(engine.railSet(), tests),
            PlaceRules.warnings(engine.railSet(), losers),
            rivals.sameExamples(),
            new Kin(engine, losers).closeExamples(),
            rivals.neverLines(),
            shadowed)
        .flatMap(List::stream)
        .sorted(Comparator.comparing(Warning::place).thenComparing(Warning::code))
        .toList();
  }
}
