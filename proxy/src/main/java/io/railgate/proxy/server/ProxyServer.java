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
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The running proxy: its event loops, its encoder pool, its ports and, if the set asks for it, the
 * demo backend. It listens once it is ready.
 */
public final class ProxyServer implements AutoCloseable {

  /** Largest head of a request, in bytes. */
  static final int MAX_HEADER_BYTES = 16 * 1024;

  /** Most connections of clients that are open at once; further ones are closed at once. */
  static final int MAX_CONNECTIONS = 4096;

  /** Longest time in which the head of a request must have come. */
  static final Duration MAX_HEAD_TIME = Duration.ofSeconds(30);

  /** How long requests in flight may take when the proxy stops. */
  static final Duration GRACE = Duration.ofSeconds(4);

  /** How much longer than an answer may take a connection may be idle. */
  private static final Duration IDLE_MARGIN = Duration.ofSeconds(30);

  private static final String LOOPBACK = "127.0.0.1";

  private final Vertx vertx;
  private final EncoderPool encoders;
  private final ProxyOptions options;
  private final List<String> listeners = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
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

  /**
   * Finds out whether the ports can be had, before anything dear is loaded.
   *
   * @throws StartFailed if one cannot, or both are the same
   */
  public static void requirePorts(ProxyOptions options) throws StartFailed {
    if (options.port() != 0 && options.port() == options.managementPort()) {
      throw new StartFailed(
          "--port and --management-port are both " + options.port() + ", expected two ports");
    }
    Ports.requireFree(options.host(), options.port(), "--port");
    Ports.requireFree(LOOPBACK, options.managementPort(), "--management-port");
  }

  /** Base URL for clients. */
  public URI url() {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return URI.create("http://" + host + ":" + port + "/v1");
  }

  public URI managementUrl() {
    return URI.create("http://" + LOOPBACK + ":" + managementPort);
  }

  /** Base URL of the backend that is asked. */
  public URI backendUrl() {
    return backendUrl;
  }

  /**
   * Stops listening, lets requests in flight end within {@link #GRACE}, cuts the rest, and ends all
   * threads; blocks until done.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    for (String listener : listeners) {
      await(vertx.undeploy(listener).otherwiseEmpty());
    }
    await(vertx.close());
    encoders.close();
  }

  private void listen(RailEngine engine) throws StartFailed {
    requirePorts(options);
    BackendSettings settings = engine.railSet().settings().backend();
    backendUrl =
        switch (settings.target()) {
          case Target.Demo demo -> await(DemoBackend.start(vertx)).url();
          case Target.Endpoint(URI url) -> url;
        };
    Service service =
        Service.of(
            vertx, engine, encoders, new Backend(vertx, backendUrl, settings), Clock.systemUTC());
    ClientRoutes routes = new ClientRoutes(service);
    port = Ports.choose(options.host(), options.port());
    bind(
        http(options.host(), port, settings.timeouts().total()),
        Runtime.getRuntime().availableProcessors(),
        routes::handle,
        routes::handleInvalid,
        "--port");
    managementPort = Ports.choose(LOOPBACK, options.managementPort());
    bind(
        http(LOOPBACK, managementPort, IDLE_MARGIN),
        1,
        ManagementRoutes::handle,
        HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER,
        "--management-port");
  }

  /**
   * Options of a server.
   *
   * @param longest longest time between a request and the end of its answer
   */
  static HttpServerOptions http(String host, int port, Duration longest) {
    return new HttpServerOptions()
        .setHost(host)
        .setPort(port)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setHandle100ContinueAutomatically(true)
        .setHttp2ClearTextEnabled(false)
        .setTcpNoDelay(true)
        // Ends connections that nobody uses any more.
        .setIdleTimeout(Math.toIntExact(longest.plus(IDLE_MARGIN).toSeconds()));
  }

  private void bind(
      HttpServerOptions http,
      int servers,
      Handler<HttpServerRequest> handler,
      Handler<HttpServerRequest> invalid,
      String option)
      throws StartFailed {
    Connections connections = new Connections(MAX_CONNECTIONS, MAX_HEAD_TIME);
    try {
      listeners.add(
          await(
              vertx.deployVerticle(
                  () -> new Listener(http, handler, invalid, connections, GRACE),
                  new DeploymentOptions().setInstances(servers))));
    } catch (CompletionException e) {
      throw Ports.notToBeHad(http.getHost(), http.getPort(), option, e.getCause());
    }
  }

  private static VertxOptions vertxOptions() {
    return new VertxOptions()
        .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
        .setWorkerPoolSize(Runtime.getRuntime().availableProcessors())
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
