package io.railgate.examples.soak;

import io.railgate.proxy.ScriptedBackend;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend that answers, or fails where a request's {@code seed} says so; it keeps nothing. */
final class SoakBackend {

  static final int FAILS = 91_500;
  static final int BREAKS = 91_502;
  static final int DIES = 91_503;
  static final String ERROR = "the backend has its own trouble";

  private final HttpServer server;
  private final AtomicInteger open = new AtomicInteger();
  private final Queue<String> typed = new ConcurrentLinkedQueue<>();

  SoakBackend(Vertx vertx) {
    server =
        vertx
            .createHttpServer()
            .connectionHandler(
                connection -> {
                  open.incrementAndGet();
                  connection.closeHandler(closed -> open.decrementAndGet());
                })
            .requestHandler(
                request -> request.body().onSuccess(body -> answer(request, body.toString())))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
  }

  /** How many connections are open. */
  int connections() {
    return open.get();
  }

  /** Requests that hold what a client typed. */
  Queue<String> typed() {
    return typed;
  }

  private void answer(HttpServerRequest request, String body) {
    if (body.contains(Questions.TYPED)) {
      typed.add(body);
    }
    if (body.contains("\"seed\":" + FAILS)) {
      ScriptedBackend.json(request, 500, "{\"error\":{\"message\":\"" + ERROR + "\"}}");
    } else if (body.contains("\"seed\":" + BREAKS)) {
      request.connection().close();
    } else if (body.contains("\"seed\":" + DIES)) {
      ScriptedBackend.stream(request)
          .write("data: " + ScriptedBackend.events().getFirst() + "\n\n")
          .onComplete(sent -> request.connection().close());
    } else {
      ScriptedBackend.wholeOrStreamed(request, body);
    }
  }
}
