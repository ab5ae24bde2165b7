package io.railgate.examples.benchmarks.parts;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.matching.Matcher;
import io.railgate.rails.matching.Matcher.Entry;
import io.railgate.rails.matching.Ranking;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.MatchingSettings;
import io.railgate.rails.set.MatchingSettings.Acceptance;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A vector to its ranking among the examples of ten rails. Fitting to the most takes seconds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MatchBenchmark {

  private static final int RAILS = 10;
  private static final int BACKGROUND = 300;
  private static final int MESSAGES = 64;
  private static final Place PLACE = Place.of("made");

  @Param({"100", "1000", "10000", "100000"})
  int examples;

  private final List<Embedding> messages = new ArrayList<>();
  private @Nullable Matcher matcher;
  private int next;

  @Setup
  public void fit() {
    Random random = new Random(1);
    Example example = Example.of("made", PLACE);
    List<Rail> rails = new ArrayList<>();
    List<float[]> middles = new ArrayList<>();
    for (int rail = 0; rail < RAILS; rail++) {
      rails.add(rail(rail, example));
      middles.add(Samples.near(new float[Samples.DIMENSION], random));
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      Embedding vector = Samples.embedding(middles.get(i % RAILS), random);
      entries.add(Entry.of(i % RAILS, example, vector));
    }
    List<Embedding> background = new ArrayList<>();
    for (int i = 0; i < BACKGROUND; i++) {
      background.add(Samples.embedding(new float[Samples.DIMENSION], random));
    }
    for (int i = 0; i < MESSAGES; i++) {
      messages.add(Samples.embedding(middles.get(i % RAILS), random));
    }
    MatchingSettings settings = new MatchingSettings(new Acceptance.FalseAccepts(0.05), 0.1);
    matcher = new Matcher(rails, entries, background, settings, VectorCache.none().results());
  }

  @Benchmark
  public Ranking match() {
    return fitted().rank(messages.get(next++ % MESSAGES), rail -> true);
  }

  @TearDown
  public void close() {
    fitted().close();
  }

  private Matcher fitted() {
    if (matcher == null) {
      throw new IllegalStateException("measured before it was fitted");
    }
    return matcher;
  }

  private static Rail rail(int number, Example example) {
    return Rail.of(
        new RailId("made", "rail-" + number),
        "",
        List.of(example),
        new Outcome.Reply(Template.words("made")),
        PLACE);
  }
}
