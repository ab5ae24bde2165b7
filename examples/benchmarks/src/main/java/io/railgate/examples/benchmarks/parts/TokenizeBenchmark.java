package io.railgate.examples.benchmarks.parts;

import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.OnnxEncoder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A text to tokens, as the default encoder does to cut it into windows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokenizeBenchmark {

  @Param({"8", "32", "128"})
  int tokens;

  private final Encoder encoder = new OnnxEncoder(BuiltInModels.BGE_SMALL_EN_V15_Q);
  private String text = "";

  @Setup
  public void makeText() {
    text = Samples.texts(1, tokens).getFirst();
  }

  @Benchmark
  public List<String> tokenize() {
    return encoder.windows(text);
  }

  @TearDown
  public void close() {
    encoder.close();
  }
}
