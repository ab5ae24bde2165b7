package io.railgate.proxy.cli;

import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;

/** A rail set with its encoder, ready to decide. */
record LoadedSet(RailEngine engine, Encoder encoder) implements AutoCloseable {

  /**
   * Loads the encoder that the set names, and embeds the set.
   *
   * @throws RailSetInvalid if an example cannot be embedded
   */
  static LoadedSet load(RailSet set) throws RailSetInvalid {
    Encoder encoder = new OnnxEncoder(set.settings().encoder());
    try {
      return new LoadedSet(RailEngine.load(set, encoder), encoder);
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
