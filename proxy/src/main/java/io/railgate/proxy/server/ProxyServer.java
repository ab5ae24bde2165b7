package io.railgate.proxy.server;

import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.EncoderPool;
import io.railgate.proxy.backend.Backend;
import io.railgate.proxy.backend.DemoBackend;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.set.BackendSettings;
import io.railgate.rails.set.BackendSettings.Target;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The running proxy: its event loops, its encoder pool, its ports and, if the set asks for it, the
 * demo backend. It listens once it is ready.
 */
public final class ProxyServer implements AutoCloseable {

  /** Largest head of a request, in bytes. */
  static final int MAX_HEADER_BYTES = 16 * 1024;

  private static final String LOOPBACK = "127.0.0.1";

  private final Vertx vertx;
  private final EncoderPool encoders;
  private final ProxyOptions options;
  private URI backendUrl = URI.create("about:blank");
  private int port;
  private int managementPort;

  private ProxyServer(Vertx vertx, EncoderPool encoders, ProxyOptions options) {
    this.vertx = vertx;
    this.encoders = encoders;
    this.options = options;
  }

  /**
   * Starts the proxy; blocks until it listens. Engine and encoder stay the caller's to close, after
   * the proxy.
   *
   * @throws StartFailed if a port cannot be had
   */
  public static ProxyServer start(RailEngine engine, Encoder encoder, ProxyOptions options)
      throws StartFailed {
    ProxyServer server =
        new ProxyServer(
            Vertx.vertx(vertxOptions()),
            new EncoderPool(encoder, options.lanes(), options.waiting()),
            options);
    try {
      server.listen(engine);
      return server;
    } catch (StartFailed | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Base URL for clients. */
  public URI url() {
    return URI.create("http://" + options.host() + ":" + port + "/v1");
  }

  public URI managementUrl() {
    return URI.create("http://" + LOOPBACK + ":" + managementPort);
  }

  /** Base URL of the backend that is asked. */
  public URI backendUrl() {
    return backendUrl;
  }

  /** Stops listening, cuts what is open, and ends all threads; blocks until done. */
  @Override
  public void close() {
    await(vertx.close());
    encoders.close();
  }

  private void listen(RailEngine engine) throws StartFailed {
    BackendSettings settings = engine.railSet().settings().backend();
    backendUrl =
        switch (settings.target()) {
          case Target.Demo demo -> await(DemoBackend.start(vertx)).url();
          case Target.Endpoint(URI url) -> url;
        };
    Service service =
        new Service(vertx, engine, encoders, new Backend(vertx, backendUrl, settings));
    ClientRoutes routes = new ClientRoutes(service);
    int loops = Runtime.getRuntime().availableProcessors();
    managementPort =
        bind(LOOPBACK, options.managementPort(), "--management-port", 1, ManagementRoutes::handle);
    port = bind(options.host(), options.port(), "--port", loops, routes::handle);
  }

  /** Listens with as many servers as given, each on an event loop of its own, that share a port. */
  private int bind(
      String host, int wanted, String option, int servers, Handler<HttpServerRequest> handler)
      throws StartFailed {
    HttpServerOptions http =
        new HttpServerOptions()
            .setHost(host)
            .setPort(wanted == 0 ? freePort(host) : wanted)
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setHandle100ContinueAutomatically(true)
            .setHttp2ClearTextEnabled(false)
            .setTcpNoDelay(true);
    AtomicInteger bound = new AtomicInteger();
    try {
      await(
          vertx.deployVerticle(
              () -> new Listener(http, handler, bound),
              new DeploymentOptions().setInstances(servers)));
      return bound.get();
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      String why =
          cause instanceof BindException
              ? "is in use; end what listens there, or choose another with " + option
              : "cannot be had: " + cause;
      throw new StartFailed("port " + wanted + " on " + host + " " + why);
    }
  }

  /** A port that is free now; given port 0, each of several servers would get one of its own. */
  private static int freePort(String host) throws StartFailed {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartFailed("no port can be had on " + host + ": " + e.getMessage());
    }
  }

  /** An HTTP server on one event loop. */
  private static final class Listener extends VerticleBase {
    private final HttpServerOptions options;
    private final Handler<HttpServerRequest> handler;
    private final AtomicInteger bound;

    Listener(HttpServerOptions options, Handler<HttpServerRequest> handler, AtomicInteger bound) {
      this.options = options;
      this.handler = handler;
      this.bound = bound;
    }

    @Override
    public Future<?> start() {
      return vertx
          .createHttpServer(options)
          .requestHandler(handler)
          .listen()
          .onSuccess(server -> bound.set(server.actualPort()));
    }
  }

  private static VertxOptions vertxOptions() {
    return new VertxOptions()
        .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
