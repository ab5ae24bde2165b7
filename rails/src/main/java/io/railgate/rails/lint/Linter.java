package io.railgate.rails.lint;

import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.set.ConversationTests;
import io.railgate.rails.set.RailId;
import io.railgate.rails.testing.TestReport;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks for what loads, and is likely wrong. */
public final class Linter {

  private Linter() {}

  /**
   * All warnings, in the order of their places. Computes on the cores there are: a second for 1,000
   * examples, and with the square of their number.
   *
   * @param engine of the set
   * @param encoder the one that the engine was loaded with
   * @param tests of the set; they are played
   * @param today the day on which they are played
   */
  public static List<Warning> lint(
      RailEngine engine, Encoder encoder, ConversationTests tests, LocalDate today) {
    var rivals = new Rivals(engine);
    List<Warning> shadowed = rivals.shadowedRails();
    Set<RailId> losers = rivals.losers();
    return Stream.of(
            RailRules.warnings(engine.railSet(), engine.unread()),
            TestRules.warnings(engine.railSet(), tests),
            TestRules.failures(
                TestReport.of(engine, encoder, tests, today, VectorCache.none()).failures()),
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
