package io.railgate.proxy.server;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An HTTP server on one event loop; several of them share a port. */
final class Listener extends VerticleBase {

  private final HttpServerOptions options;
  private final Handler<HttpServerRequest> handler;
  private final Handler<HttpServerRequest> invalid;
  private final Connections connections;
  private final Duration grace;
  private volatile @Nullable HttpServer server;

  /**
   * A server that does not listen yet.
   *
   * @param invalid answers what is no HTTP request
   * @param connections is told of each connection
   * @param grace how long requests in flight may take when it stops
   */
  Listener(
      HttpServerOptions options,
      Handler<HttpServerRequest> handler,
      Handler<HttpServerRequest> invalid,
      Connections connections,
      Duration grace) {
    this.options = options;
    this.handler = handler;
    this.invalid = invalid;
    this.connections = connections;
    this.grace = grace;
  }

  @Override
  public Future<?> start() {
    HttpServer made =
        vertx
            .createHttpServer(options)
            .connectionHandler(connections::opened)
            .requestHandler(handler)
            .invalidRequestHandler(invalid);
    server = made;
    return made.listen();
  }

  /** Uses these certificates for connections that are opened from now on. */
  Future<?> use(ServerSSLOptions tls) {
    HttpServer open = server;
    return open == null ? Future.succeededFuture() : open.updateSSLOptions(tls);
  }

  @Override
  public Future<?> stop() {
    HttpServer open = server;
    return open == null ? Future.succeededFuture() : open.shutdown(grace);
  }
}
