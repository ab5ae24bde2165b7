package io.railgate.examples.benchmarks.load;

import io.railgate.proxy.server.Sockets;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Locale;

/**
 * What the proxy is built on and nothing else: Vert.x takes each body and passes it on, unread, and
 * the answer back, as it comes if it is a stream. No proxy on Vert.x can be much faster. A process
 * of its own, on one event loop; prints its port.
 */
final class PassThrough {

  private static final int MAX_CONNECTIONS = 1024;
  private static final String CONTENT_TYPE = "content-type";
  private static final String EVENTS = "text/event-stream";

  private final HttpClient client;
  private final RequestOptions backend;

  private PassThrough(HttpClient client, RequestOptions backend) {
    this.client = client;
    this.backend = backend;
  }

  /**
   * Serves until the process is ended.
   *
   * @param args the backend's port, and by which {@link Sockets}
   */
  public static void main(String[] args) {
    Vertx vertx =
        Sockets.valueOf(args[1].toUpperCase(Locale.ROOT))
            .vertx(new VertxOptions().setEventLoopPoolSize(1));
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true).setTcpNoDelay(true),
            new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
    RequestOptions backend =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost("127.0.0.1")
            .setPort(Integer.parseInt(args[0]));
    PassThrough through = new PassThrough(client, backend);
    Loopback.serve(vertx, through::handle);
  }

  private void handle(HttpServerRequest request) {
    request
        .body()
        .compose(body -> ask(request, body))
        .compose(answer -> passOn(answer, request))
        .onFailure(failure -> request.response().setStatusCode(502).end(String.valueOf(failure)));
  }

  private Future<HttpClientResponse> ask(HttpServerRequest request, Buffer body) {
    return client
        .request(new RequestOptions(backend).setURI(request.uri()))
        .compose(
            asked -> asked.putHeader(CONTENT_TYPE, request.getHeader(CONTENT_TYPE)).send(body));
  }

  private static Future<Void> passOn(HttpClientResponse answer, HttpServerRequest request) {
    HttpServerResponse response = request.response();
    String type = answer.getHeader(CONTENT_TYPE);
    response.setStatusCode(answer.statusCode()).putHeader(CONTENT_TYPE, type);
    return type.equals(EVENTS)
        ? answer.pipeTo(response.setChunked(true))
        : answer.body().compose(response::end);
  }
}
