package io.railgate.proxy.loading;

import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import java.util.concurrent.atomic.AtomicInteger;

/** A rail set with its encoder, ready to decide. Sets with the same model share an encoder. */
public final class LoadedSet implements AutoCloseable {

  private final RailEngine engine;
  private final Encoder encoder;

  /** How many loaded sets share the encoder. */
  private final AtomicInteger sharing;

  private LoadedSet(RailEngine engine, Encoder encoder, AtomicInteger sharing) {
    this.engine = engine;
    this.encoder = encoder;
    this.sharing = sharing;
  }

  /**
   * Loads the encoder that the set names, and embeds what the cache does not hold of the set.
   *
   * @throws RailSetInvalid if an example cannot be embedded
   */
  public static LoadedSet load(RailSet set, VectorCache cache) throws RailSetInvalid {
    Encoder encoder = new OnnxEncoder(set.settings().encoder());
    try {
      return new LoadedSet(RailEngine.load(set, encoder, cache), encoder, new AtomicInteger(1));
    } catch (RailSetInvalid | RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  /**
   * Loads another set, with this one's encoder if that is the one it names. This one must not be
   * closed yet.
   *
   * @throws RailSetInvalid if an example cannot be embedded
   */
  public LoadedSet loadNext(RailSet set, VectorCache cache) throws RailSetInvalid {
    if (!set.settings().encoder().equals(encoder.model())) {
      return load(set, cache);
    }
    LoadedSet next = new LoadedSet(RailEngine.load(set, encoder, cache), encoder, sharing);
    sharing.incrementAndGet();
    return next;
  }

  public RailEngine engine() {
    return engine;
  }

  public Encoder encoder() {
    return encoder;
  }

  /** Closes the engine, and the encoder if no other set shares it. To be called once. */
  @Override
  public void close() {
    engine.close();
    if (sharing.decrementAndGet() == 0) {
      encoder.close();
    }
  }
}
