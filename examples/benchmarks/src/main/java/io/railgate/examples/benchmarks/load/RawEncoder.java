package io.railgate.examples.benchmarks.load;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.EncoderModel;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.rails.text.NormalText;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/**
 * The encoder without HTTP: threads that encode one text after the other, as the proxy makes them
 * normal. A process of its own that answers, for each line {@code FILE THREADS MILLISECONDS} of its
 * standard input, with a {@link Tally}; first it tells how many tokens the texts of a file have.
 */
final class RawEncoder {

  /** How the names of threads that encode begin, as the proxy's do. */
  static final String THREADS = "encoder-lane-";

  private static final int MOST_MICROS = 60_000_000;

  private final Encoder encoder;
  private final ExecutorService lanes;

  private RawEncoder(Encoder encoder, ExecutorService lanes) {
    this.encoder = encoder;
    this.lanes = lanes;
  }

  /**
   * Runs it until its standard input ends.
   *
   * @param args the encoder's name, and a file of texts to count the tokens of
   */
  public static void main(String[] args) throws Exception {
    EncoderModel model = BuiltInModels.named(args[0]).orElseThrow();
    try (Encoder encoder = new OnnxEncoder(model);
        ExecutorService lanes =
            Executors.newCachedThreadPool(Thread.ofPlatform().name(THREADS, 1).factory());
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println(tokens(model, Files.readAllLines(Path.of(args[1]))).toJson());
      RawEncoder raw = new RawEncoder(encoder, lanes);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] asked = line.split(" ", -1);
        List<String> texts = Files.readAllLines(Path.of(asked[0]));
        System.out.println(
            raw.run(texts, Integer.parseInt(asked[1]), Long.parseLong(asked[2])).toJson());
      }
    }
  }

  private Tally run(List<String> texts, int threads, long millis)
      throws InterruptedException, ExecutionException {
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
    Histogram all = new Histogram(MOST_MICROS, 3);
    List<Future<Histogram>> running = new ArrayList<>();
    for (int lane = 0; lane < threads; lane++) {
      running.add(lanes.submit(() -> encode(texts, next, end)));
    }
    for (Future<Histogram> lane : running) {
      all.add(lane.get());
    }
    return new Tally(
        all.getTotalCount(),
        0,
        next.get(),
        TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start),
        all.getValueAtPercentile(50),
        all.getValueAtPercentile(99));
  }

  private Histogram encode(List<String> texts, AtomicInteger next, long end) {
    Histogram took = new Histogram(MOST_MICROS, 3);
    long begun = System.nanoTime();
    while (begun < end) {
      encoder.encode(NormalText.of(texts.get(next.getAndIncrement() % texts.size())).plain());
      long now = System.nanoTime();
      took.recordValue(TimeUnit.NANOSECONDS.toMicros(now - begun));
      begun = now;
    }
    return took;
  }

  /**
   * With the marks at both ends. The encoder is loaded before, which tells the library to stay
   * offline.
   */
  private static TokenCounts tokens(EncoderModel model, List<String> texts) throws IOException {
    try (var in = new ByteArrayInputStream(model.tokenizer().read(model.name()));
        var tokenizer =
            HuggingFaceTokenizer.newInstance(
                in, Map.of("padding", "false", "truncation", "false"))) {
      long[] counts =
          texts.stream()
              .flatMapToLong(
                  text -> LongStream.of(tokenizer.encode(model.prefix() + text).getIds().length))
              .sorted()
              .toArray();
      return new TokenCounts(
          counts[0],
          counts[counts.length / 2],
          counts[counts.length * 99 / 100],
          counts[counts.length - 1]);
    }
  }
}
