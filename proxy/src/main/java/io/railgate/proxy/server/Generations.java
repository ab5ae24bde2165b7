package io.railgate.proxy.server;

import io.railgate.embeddings.Device;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.EncoderPool;
import io.railgate.proxy.backend.Backend;
import io.railgate.proxy.backend.DemoBackend;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.set.BackendSettings;
import io.railgate.rails.set.BackendSettings.Target;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rail sets that are served one after the other. What two of them have in common, the encoder's
 * pool or the backend's connections, passes from one to the next. Safe for many threads.
 */
final class Generations implements AutoCloseable {

  /** One cuts texts into tokens while the other waits for the GPU; with more, runs are smaller. */
  private static final int GPU_LANES = 2;

  private final Vertx vertx;
  private final ProxyOptions options;
  private final EncoderPool.Observer observer;
  private final CurrentSet current;
  private Shared<Encoder, EncoderPool> pool;
  private Shared<BackendSettings, Backend> backend;
  private @Nullable DemoBackend demo;

  /**
   * Begins with a set; blocks.
   *
   * @param first what its exchanges work with
   * @param observer is told of the texts that are encoded
   * @param ended as for {@link #replace}
   * @throws io.railgate.proxy.tls.TlsUnusable if the backend's certificates cannot be used
   */
  Generations(
      BiFunction<EncoderPool, Backend, Service> first,
      Vertx vertx,
      ProxyOptions options,
      EncoderPool.Observer observer,
      RailEngine engine,
      Encoder encoder,
      Runnable ended) {
    this.vertx = vertx;
    this.options = options;
    this.observer = observer;
    this.backend = Shared.of(engine.railSet().settings().backend(), this::backend, Backend::close);
    this.pool = Shared.of(encoder, this::pool, EncoderPool::close);
    this.current = new CurrentSet(generation(first.apply(pool.value(), backend.value()), ended));
  }

  CurrentSet current() {
    return current;
  }

  /**
   * Serves another set from now on.
   *
   * @param ended runs once this set was replaced in turn, and nothing uses it any more
   * @throws io.railgate.proxy.tls.TlsUnusable if the backend's certificates cannot be used; then
   *     nothing has changed
   */
  synchronized void replace(RailEngine engine, Encoder encoder, Runnable ended) {
    // The backend first: its certificates may be of no use.
    backend = backend.orOf(engine.railSet().settings().backend(), this::backend, Backend::close);
    pool = pool.orOf(encoder, this::pool, EncoderPool::close);
    Service next = current.get().service().with(engine, pool.value(), backend.value());
    current.replace(generation(next, ended));
  }

  /** Ends the encoder's pool, whoever uses it still; connections end with Vert.x. */
  @Override
  public synchronized void close() {
    pool.value().close();
  }

  /** What ends a generation waits for the encoder, which no event loop may. */
  private Generation generation(Service service, Runnable ended) {
    Shared<Encoder, EncoderPool> itsPool = pool;
    Shared<BackendSettings, Backend> itsBackend = backend;
    Runnable end =
        () -> {
          itsPool.leave();
          itsBackend.leave();
          ended.run();
        };
    return new Generation(service, Instant.now(), new Uses(() -> Thread.ofVirtual().start(end)));
  }

  private EncoderPool pool(Encoder encoder) {
    int lanes =
        encoder.device() == Device.CUDA ? Math.min(GPU_LANES, options.lanes()) : options.lanes();
    return new EncoderPool(encoder, lanes, options.waiting(), observer);
  }

  private Backend backend(BackendSettings settings) {
    URI url =
        switch (settings.target()) {
          case Target.Demo target -> demoUrl();
          case Target.Endpoint(URI endpoint) -> endpoint;
        };
    return new Backend(vertx, url, settings);
  }

  /** The demo backend starts when a set first asks for it. */
  private URI demoUrl() {
    if (demo == null) {
      demo = DemoBackend.start(vertx).toCompletionStage().toCompletableFuture().join();
    }
    return demo.url();
  }
}
