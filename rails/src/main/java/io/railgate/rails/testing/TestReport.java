package io.railgate.rails.testing;

import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.set.ConversationTests;
import java.time.LocalDate;
import java.util.List;

/**
 * What became of a set's tests, played offline.
 *
 * @param results in the order of the tests: conversations, then accepts, then rejects
 * @param coverage what of the set they exercise
 */
public record TestReport(List<TestResult> results, Coverage coverage) {

  public TestReport {
    results = List.copyOf(results);
  }

  /**
   * Plays tests. Deterministic. Blocks while it embeds, on the cores there are, some milliseconds
   * for each message that is new.
   *
   * @param encoder the one that the engine was loaded with
   * @param today the day that "today" is
   * @param cache what it holds of the messages is not embedded again
   * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
   */
  public static TestReport of(
      RailEngine engine,
      Encoder encoder,
      ConversationTests tests,
      LocalDate today,
      VectorCache cache) {
    Talk talk = new OfflineTalk(engine, encoder, today, cache);
    List<TestResult> results = new ConversationRunner(talk).run(tests);
    List<PlayedTurn> turns = results.stream().flatMap(each -> each.turns().stream()).toList();
    return new TestReport(results, Coverage.of(engine.railSet(), turns));
  }

  /** What did not go as expected, in the order of the tests. */
  public List<Failure> failures() {
    return Failure.of(results);
  }
}
