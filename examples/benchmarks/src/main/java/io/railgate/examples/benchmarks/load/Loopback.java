package io.railgate.examples.benchmarks.load;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** Servers of the benchmark's own, each in a process of its own. */
final class Loopback {

  private Loopback() {}

  /** Serves until the process is ended; prints the port, which is whichever is free. */
  static void serve(Vertx vertx, Handler<HttpServerRequest> handler) {
    var server =
        vertx
            .createHttpServer(
                new HttpServerOptions().setHost("127.0.0.1").setPort(0).setTcpNoDelay(true))
            .requestHandler(handler)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    System.out.println(server.actualPort());
  }
}
