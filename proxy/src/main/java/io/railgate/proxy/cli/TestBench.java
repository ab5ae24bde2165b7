package io.railgate.proxy.cli;

import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.EncoderModel;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.embeddings.Progress;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.reader.RailSetReader.WithTests;
import io.railgate.rails.set.ConversationTests;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import io.railgate.rails.testing.TestReport;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A rail set that is loaded again and again; what did not change is kept. For one thread. */
final class TestBench implements AutoCloseable {

  private final Path folder;
  private final VectorCache cache;
  private @Nullable EncoderModel model;
  private @Nullable Encoder encoder;
  private @Nullable RailEngine engine;
  private @Nullable WithTests read;
  private CompletableFuture<?> rehearsal = CompletableFuture.completedFuture("none");

  /**
   * @param cache what it holds of the set's examples and of messages is not embedded again
   */
  TestBench(Path folder, VectorCache cache) {
    this.folder = folder;
    this.cache = cache;
  }

  /**
   * Reads the set and its tests as they are now.
   *
   * @throws RailSetInvalid if that cannot be done; then there is no set
   */
  void load() throws RailSetInvalid {
    closeEngine();
    WithTests now = RailSetReader.readWithTests(folder, System::getenv);
    EncoderModel wanted = now.set().settings().encoder();
    if (encoder == null || !wanted.equals(model)) {
      closeEncoder();
      encoder = new OnnxEncoder(wanted);
      model = wanted;
    }
    engine = RailEngine.load(now.set(), encoder, cache);
    read = now;
  }

  /**
   * Fits to the set once more, in the background: what the JVM compiles meanwhile the next load
   * need not wait for.
   */
  void rehearse() {
    if (!cache.holds()) {
      return; // the set would be embedded again
    }
    VectorCache vectors = cache.withoutResults().telling(Progress.NONE);
    RailSet rehearsed = set();
    Encoder borrowed = loaded(encoder);
    rehearsal =
        CompletableFuture.runAsync(
            () -> {
              try {
                RailEngine.load(rehearsed, borrowed, vectors).close();
              } catch (RailSetInvalid e) {
                throw new IllegalStateException("the set was loaded before", e);
              }
            });
  }

  RailSet set() {
    return engine().railSet();
  }

  ConversationTests tests() {
    return loaded(read).tests();
  }

  RailEngine engine() {
    return loaded(engine);
  }

  TestReport run(ConversationTests tests, LocalDate today) {
    return TestReport.of(engine(), loaded(encoder), tests, today, cache);
  }

  @Override
  public void close() {
    closeEngine();
    closeEncoder();
  }

  private void closeEngine() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }

  private void closeEncoder() {
    if (encoder != null) {
      CompletableFuture.allOf(rehearsal)
          .exceptionally(failure -> null)
          .join(); // the encoder is borrowed
      encoder.close();
      encoder = null;
    }
  }

  private static <T> T loaded(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("no set is loaded");
    }
    return part;
  }
}
