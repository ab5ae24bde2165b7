package io.railgate.proxy.server;

import static java.util.Objects.requireNonNull;

import io.railgate.embeddings.Encoder;
import io.railgate.proxy.audit.AuditLog;
import io.railgate.proxy.audit.AuditUnusable;
import io.railgate.proxy.metrics.Metrics;
import io.railgate.proxy.shared.SharedStore;
import io.railgate.proxy.tls.BackendTrust;
import io.railgate.proxy.tls.Identity;
import io.railgate.proxy.tls.Identity.Names;
import io.railgate.proxy.tls.TlsState;
import io.railgate.proxy.tls.TlsUnusable;
import io.railgate.proxy.tracing.Tracing;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.set.BackendSettings;
import io.railgate.rails.set.CertificateFiles;
import io.railgate.rails.set.Mode;
import io.railgate.rails.set.Settings;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running proxy: its event loops, its encoder pool, its ports and, if the set asks for it, the
 * demo backend. It listens once it is ready.
 */
public final class ProxyServer implements AutoCloseable {

  /** How long before the end of draining it is seen what will be cut off. */
  private static final Duration LAST_LOOK = Duration.ofMillis(100);

  /** What spans have to leave when requests in flight took all the time there was. */
  private static final Duration LEAST_FLUSH = Duration.ofMillis(500);

  /** What they have however much is left: a collector that is away is not waited for any longer. */
  private static final Duration MOST_FLUSH = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(ProxyServer.class);

  /** Largest head of a request, in bytes. */
  static final int MAX_HEADER_BYTES = 16 * 1024;

  /** Most connections of clients that are open at once; further ones are closed at once. */
  static final int MAX_CONNECTIONS = 4096;

  /** Longest time in which the head of a request must have come. */
  static final Duration MAX_HEAD_TIME = Duration.ofSeconds(30);

  /** How much longer than an answer may take a connection may be idle. */
  private static final Duration IDLE_MARGIN = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Metrics metrics = new Metrics();
  private final ProxyOptions options;
  private final Tracing tracing;
  private final List<String> listeners = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private @Nullable Generations generations;
  private volatile @Nullable Reloads reloads;
  private @Nullable PortTls tls;
  private Optional<AuditLog> audit = Optional.empty();
  private Optional<SharedStore> shared = Optional.empty();
  private int port;
  private int managementPort;

  private ProxyServer(Vertx vertx, ProxyOptions options, Tracing tracing) {
    this.vertx = vertx;
    this.options = options;
    this.tracing = tracing;
  }

  /**
   * Starts the proxy; blocks until it listens. Engine and encoder stay the caller's to close, after
   * the proxy.
   *
   * @throws StartFailed if a port cannot be had, or anyone on the network could use the set
   */
  public static ProxyServer start(RailEngine engine, Encoder encoder, ProxyOptions options)
      throws StartFailed {
    return start(engine, encoder, options, Tracing.off(), () -> {});
  }

  /**
   * Starts the proxy with a set that may be replaced.
   *
   * @param tracing is told of requests, and closed with the proxy
   * @param ended as for {@link #replace}
   * @throws StartFailed if a port cannot be had
   */
  public static ProxyServer start(
      RailEngine engine, Encoder encoder, ProxyOptions options, Tracing tracing, Runnable ended)
      throws StartFailed {
    ProxyServer server = new ProxyServer(options.sockets().vertx(vertxOptions()), options, tracing);
    try {
      server.listen(engine, encoder, ended);
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
    Ports.requireFree(options.managementHost(), options.managementPort(), "--management-port");
  }

  /**
   * Finds out whether sockets can be served as asked, before anything dear is loaded.
   *
   * @throws StartFailed if this system does not let them
   */
  public static void requireSockets(ProxyOptions options) throws StartFailed {
    options.sockets().require();
  }

  /**
   * Finds out whether the set's certificates can be used, before anything dear is loaded; blocks.
   *
   * @throws StartFailed if one cannot
   */
  public static void requireCertificates(Settings settings) throws StartFailed {
    try {
      Instant now = Instant.now();
      settings.access().tls().ifPresent(files -> Identity.read(files, Names.SERVER, now));
      BackendTrust.read(settings.backend().tls(), now);
    } catch (TlsUnusable e) {
      throw new StartFailed(String.valueOf(e.getMessage()));
    }
  }

  /** Base URL for clients. */
  public URI url() {
    String scheme = tls == null ? "http://" : "https://";
    return URI.create(scheme + inUrl(options.host()) + ":" + port + "/v1");
  }

  /** How the client port's certificate stands; empty if it speaks plain HTTP. */
  public Optional<TlsState> tls() {
    return Optional.ofNullable(tls).map(PortTls::state);
  }

  public URI managementUrl() {
    return URI.create("http://" + inUrl(options.managementHost()) + ":" + managementPort);
  }

  private static String inUrl(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** Base URL of the backend that is asked. */
  public URI backendUrl() {
    return requireNonNull(generations).current().get().service().backend().url();
  }

  /** From now on {@code loader} is asked when the management port is asked to reload. */
  public void reloadBy(Reloads loader) {
    reloads = loader;
  }

  /**
   * Serves another set from now on. Exchanges in flight end with the set that they began with.
   *
   * @param encoder the one that serves now, or another
   * @param ended runs once this set was replaced in turn, and nothing uses it any more; then engine
   *     and encoder may be closed. If it is still served when the proxy closes, it does not run
   * @throws TlsUnusable if the backend's certificates cannot be used; then nothing has changed
   */
  public void replace(RailEngine engine, Encoder encoder, Runnable ended) {
    requireNonNull(generations).replace(engine, encoder, ended);
    serves(engine);
  }

  /**
   * Stops listening, lets requests in flight end within {@link ProxyOptions#drain}, cuts the rest,
   * sends spans in what is left of that time, within half a second to 5 s, and ends all threads;
   * blocks until done.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    long began = System.nanoTime();
    drain();
    await(vertx.close());
    if (generations != null) {
      generations.close();
    }
    metrics.close();
    audit.ifPresent(AuditLog::close);
    tracing.close(flush(options.drain().minusNanos(System.nanoTime() - began)));
    shared.ifPresent(SharedStore::close);
  }

  private void listen(RailEngine engine, Encoder encoder, Runnable ended) throws StartFailed {
    requirePorts(options);
    PublicHost.requireKeys(options.host(), engine.railSet().settings().access());
    audit = audit(engine.railSet().settings());
    shared = engine.railSet().settings().shared().map(SharedStore::open);
    BackendSettings settings = engine.railSet().settings().backend();
    Generations all = generations(engine, encoder, ended);
    generations = all;
    CurrentSet served = all.current();
    Connections clients = new Connections(MAX_CONNECTIONS, MAX_HEAD_TIME);
    Meters.bind(metrics, served, clients, audit, this::reloads);
    shared.ifPresent(store -> Meters.bind(metrics, store));
    tracing.collector().ifPresent(collector -> Meters.bind(metrics, tracing));
    serves(engine);
    ClientRoutes routes = new ClientRoutes(served);
    port = Ports.choose(options.host(), options.port());
    Optional<CertificateFiles> certificate = engine.railSet().settings().access().tls();
    HttpServerOptions http = http(options.host(), port, settings.timeouts().total());
    if (certificate.isPresent()) {
      PortTls secured = PortTls.start(vertx, certificate.get(), Clock.systemUTC());
      http = secured.with(http);
      tls = secured;
    }
    bind(
        http,
        Runtime.getRuntime().availableProcessors(),
        routes::handle,
        routes::handleInvalid,
        clients,
        "--port");
    managementPort = Ports.choose(options.managementHost(), options.managementPort());
    bind(
        http(options.managementHost(), managementPort, IDLE_MARGIN),
        1,
        new ManagementRoutes(vertx, served, this::reloads, this::tls, closed::get)::handle,
        HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER,
        new Connections(MAX_CONNECTIONS, MAX_HEAD_TIME),
        "--management-port");
  }

  private static Duration flush(Duration left) {
    Duration least = left.compareTo(LEAST_FLUSH) > 0 ? left : LEAST_FLUSH;
    return least.compareTo(MOST_FLUSH) < 0 ? least : MOST_FLUSH;
  }

  /** The clients' port first: meanwhile the management port says that the proxy is not ready. */
  private void drain() {
    int waitedFor = inFlight();
    AtomicInteger cut = new AtomicInteger();
    long lastLook = Math.max(1, options.drain().minus(LAST_LOOK).toMillis());
    vertx.setTimer(lastLook, fired -> cut.set(inFlight()));
    if (waitedFor > 0) {
      log.atInfo()
          .addKeyValue("requests", waitedFor)
          .addKeyValue("ms", options.drain().toMillis())
          .log("stopping: waits for requests in flight");
    }
    for (String listener : listeners) {
      await(vertx.undeploy(listener).otherwiseEmpty());
    }
    if (cut.get() > 0) {
      log.atWarn().addKeyValue("requests", cut.get()).log("stopping: cut off requests in flight");
    }
  }

  private int inFlight() {
    return generations == null ? 0 : generations.current().get().service().capacity().inFlight();
  }

  private void serves(RailEngine engine) {
    Settings settings = engine.railSet().settings();
    metrics.serves(settings.name(), engine.digest(), settings.encoder().name());
    if (settings.mode() instanceof Mode.Monitor) {
      log.warn("mode: monitor: nothing is guarded, every request is forwarded as it comes");
    }
  }

  private Optional<Reloads> reloads() {
    return Optional.ofNullable(reloads);
  }

  private Generations generations(RailEngine engine, Encoder encoder, Runnable ended)
      throws StartFailed {
    try {
      return new Generations(
          (pool, backend) ->
              Service.of(
                  vertx, engine, pool, backend, metrics, Clock.systemUTC(), audit, shared, tracing),
          vertx,
          options,
          Meters.observing(metrics),
          engine,
          encoder,
          ended);
    } catch (TlsUnusable e) {
      throw new StartFailed(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<AuditLog> audit(Settings settings) throws StartFailed {
    try {
      return settings.audit().isPresent()
          ? Optional.of(AuditLog.open(settings.audit().get()))
          : Optional.empty();
    } catch (AuditUnusable e) {
      throw new StartFailed("" + e.getMessage());
    }
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
        // There are no WebSockets here; the handler for these would see each request.
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setTcpNoDelay(true)
        // Ends connections that nobody uses any more.
        .setIdleTimeout(Math.toIntExact(longest.plus(IDLE_MARGIN).toSeconds()));
  }

  private void bind(
      HttpServerOptions http,
      int servers,
      Handler<HttpServerRequest> handler,
      Handler<HttpServerRequest> invalid,
      Connections connections,
      String option)
      throws StartFailed {
    try {
      listeners.add(
          await(
              vertx.deployVerticle(
                  () -> listener(http, handler, invalid, connections),
                  new DeploymentOptions().setInstances(servers))));
    } catch (CompletionException e) {
      throw Ports.notToBeHad(http.getHost(), http.getPort(), option, e.getCause());
    }
  }

  private Listener listener(
      HttpServerOptions http,
      Handler<HttpServerRequest> handler,
      Handler<HttpServerRequest> invalid,
      Connections connections) {
    Listener made = new Listener(http, handler, invalid, connections, options.drain());
    return http.isSsl() && tls != null ? tls.renewing(made) : made;
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
