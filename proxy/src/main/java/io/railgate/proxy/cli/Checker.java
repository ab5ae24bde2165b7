package io.railgate.proxy.cli;

import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.EncoderModel;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.lint.Linter;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.reader.RailSetReader.WithTests;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks rail sets, one after the other; sets with the same encoder share it. */
final class Checker implements AutoCloseable {

  private final VectorCache cache;
  private final Map<EncoderModel, Encoder> encoders = new HashMap<>();

  /**
   * @param cache what it holds of the sets' examples is not embedded again
   */
  Checker(VectorCache cache) {
    this.cache = cache;
  }

  /**
   * Checks one set.
   *
   * @throws RailSetInvalid if it cannot be loaded
   */
  Findings check(Path folder) throws RailSetInvalid {
    WithTests read = RailSetReader.readWithTests(folder, System::getenv);
    RailSet set = read.set();
    Encoder encoder = encoders.computeIfAbsent(set.settings().encoder(), OnnxEncoder::new);
    try (RailEngine engine = RailEngine.load(set, encoder, cache)) {
      return new Findings(
          folder,
          set.rails().size(),
          set.exampleCount(),
          List.of(),
          Linter.lint(
              engine, encoder, read.tests(), LocalDate.now(set.settings().conversation().zone())));
    }
  }

  @Override
  public void close() {
    encoders.values().forEach(Encoder::close);
  }
}
