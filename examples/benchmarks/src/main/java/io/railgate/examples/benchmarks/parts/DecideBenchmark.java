package io.railgate.examples.benchmarks.parts;

import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.engine.Step;
import io.railgate.rails.engine.UserTurn;
import io.railgate.rails.set.RailSetInvalid;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The decision on one embedded message, by examples/bank: nothing of it is known before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecideBenchmark {

  private static final List<String> SAID =
      List.of(
          "someone nicked my wallet and my card was in it",
          "i forgot the pin of my debit card",
          "write me a poem about the sea",
          "how much can i take out at a cash machine");

  private final RailEngine engine;
  private final List<Conversation> conversations;
  private int next;

  public DecideBenchmark() {
    try (Encoder encoder = new OnnxEncoder(BuiltInModels.BGE_SMALL_EN_V15_Q)) {
      engine = Samples.bank(encoder);
      LocalDate today = LocalDate.of(2026, 1, 1);
      conversations =
          SAID.stream().map(text -> Conversation.of(today, UserTurn.of(text, encoder))).toList();
    } catch (RailSetInvalid e) {
      throw new IllegalStateException(e);
    }
  }

  @Benchmark
  public List<Step> decide() {
    return engine.replay(conversations.get(next++ % conversations.size()));
  }

  @TearDown
  public void close() {
    engine.close();
  }
}
