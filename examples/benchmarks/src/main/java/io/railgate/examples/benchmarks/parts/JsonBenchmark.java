package io.railgate.examples.benchmarks.parts;

import io.railgate.proxy.openai.ChatRequest;
import io.railgate.proxy.openai.ForwardedRequest;
import io.railgate.proxy.openai.chat.ChatCompletions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A chat request read, and the one that is forwarded built. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonBenchmark {

  private static final String APPROVED =
      "Explain how a customer reports a lost card in the app, and that the bank sends another. "
          .repeat(6);

  private final ChatCompletions protocol = new ChatCompletions();
  private final byte[] asked =
      """
      {"model":"gpt-4o-mini","temperature":0.2,"max_tokens":300,"messages":[\
      {"role":"system","content":"You are a helpful assistant."},\
      {"role":"user","content":"hey, someone nicked my wallet and my card was in it"}]}"""
          .getBytes(StandardCharsets.UTF_8);
  private final ForwardedRequest forwarded =
      new ForwardedRequest(
          "gpt-4o-mini",
          Optional.of(APPROVED),
          List.of(),
          APPROVED,
          protocol.read(asked, Set.of()).parameters(),
          Map.of());

  @Benchmark
  public ChatRequest read() {
    return protocol.read(asked, Set.of());
  }

  @Benchmark
  public String build() {
    return forwarded.toJson();
  }
}
