package io.railgate.proxy.cli;

import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;

/** A rail set with its encoder, ready to decide. */
record LoadedSet(RailEngine engine, Encoder encoder) implements AutoCloseable {

  /**
   * Loads the encoder that the set names, and embeds what the cache does not hold of the set.
   *
   * @throws RailSetInvalid if an example cannot be embedded
   */
  static LoadedSet load(RailSet set, VectorCache cache) throws RailSetInvalid {
    Encoder encoder = new OnnxEncoder(set.settings().encoder());
    try {
      return new LoadedSet(RailEngine.load(set, encoder, cache), encoder);
    } catch (RailSetInvalid | RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  @Override
  public void close() {
    engine.close();
    encoder.close();
  }
}
