package io.railgate.examples.benchmarks.parts;

import io.railgate.proxy.backend.SseDecoder;
import io.railgate.proxy.backend.SseDecoder.EventTooLong;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One event of a stream, decoded. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SseBenchmark {

  private final SseDecoder decoder = new SseDecoder();
  private final byte[] event =
      """
      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-4o-mini",\
      "system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"content":" card"},\
      "logprobs":null,"finish_reason":null}]}

      """
          .getBytes(StandardCharsets.UTF_8);

  @Benchmark
  public List<String> decode() throws EventTooLong {
    return decoder.decode(event);
  }
}
