package io.railgate.examples.benchmarks.parts;

import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.Embedding;
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

/** Texts to vectors by the default encoder, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EncodeBenchmark {

  @Param({"1", "8", "32"})
  int texts;

  @Param({"8", "32", "128"})
  int tokens;

  private final Encoder encoder = new OnnxEncoder(BuiltInModels.BGE_SMALL_EN_V15_Q);
  private List<String> batch = List.of();

  @Setup
  public void makeTexts() {
    batch = Samples.texts(texts, tokens);
  }

  @Benchmark
  public List<Embedding> encode() {
    return encoder.encode(batch);
  }

  @TearDown
  public void close() {
    encoder.close();
  }
}
