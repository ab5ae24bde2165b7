package io.railgate.proxy;

import io.railgate.proxy.openai.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A backend at the edge of the world: a real HTTP server that records what it is sent and answers
 * by a script.
 */
public final class ScriptedBackend implements AutoCloseable {

  /** The text of the answers that {@link #wholeOrStreamed} gives. */
  public static final String ANSWER = "Your card is blocked. Crème brûlée \uD83D\uDE00";

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final Queue<Received> received = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private volatile Script script = ScriptedBackend::wholeOrStreamed;
  private final AtomicInteger scene = new AtomicInteger();

  public ScriptedBackend() {
    server =
        vertx
            .createHttpServer()
            .connectionHandler(
                connection -> {
                  connections.incrementAndGet();
                  open.incrementAndGet();
                  connection.closeHandler(closed -> open.decrementAndGet());
                })
            .requestHandler(this::handle)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  /** A request as it arrived. */
  public record Received(String path, Map<String, String> headers, String body) {}

  /** Answers a request whose body has come. */
  public interface Script {
    void answer(HttpServerRequest request, String body);
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
  }

  public Vertx vertx() {
    return vertx;
  }

  public void answerWith(Script next) {
    script = next;
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  /** How many connections there were. */
  public int connections() {
    return connections.get();
  }

  /** How many connections are open. */
  public int openConnections() {
    return open.get();
  }

  /** One element for each request whose connection was closed before its answer was complete. */
  public BlockingQueue<String> closed() {
    return closed;
  }

  /** Begins anew: what came before is forgotten, and how it ends is not told. */
  public void forget() {
    scene.incrementAndGet();
    received.clear();
    closed.clear();
    script = ScriptedBackend::wholeOrStreamed;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Answers as OpenAI does, whole or streamed, whichever is asked for. */
  public static void wholeOrStreamed(HttpServerRequest request, String body) {
    try {
      if (Json.readObject(body).path("stream").asBoolean()) {
        HttpServerResponse stream = stream(request);
        events().forEach(event -> stream.write("data: " + event + "\n\n"));
        stream.end("data: [DONE]\n\n");
      } else {
        json(request, 200, whole());
      }
    } catch (Json.NotJson e) {
      json(request, 400, "{}");
    }
  }

  public static String whole() {
    return """
        {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"backend-model",\
        "system_fingerprint":"fp_1","choices":[{"index":0,"message":{"role":"assistant",\
        "content":"%s"},"logprobs":null,"finish_reason":"stop"}],\
        "usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18},"unknown":1.50}"""
        .formatted(ANSWER);
  }

  /** The data of a streamed answer's events: role, words, end. */
  public static List<String> events() {
    List<String> deltas = new ArrayList<>(List.of("\"role\":\"assistant\""));
    for (String word : ANSWER.splitWithDelimiters(" ", 0)) {
      deltas.add("\"content\":\"" + word + "\"");
    }
    List<String> events =
        deltas.stream().map(delta -> event(delta, "null")).collect(Collectors.toList());
    events.add(event("", "\"stop\""));
    return List.copyOf(events);
  }

  public static HttpServerResponse stream(HttpServerRequest request) {
    return request
        .response()
        .setChunked(true)
        .putHeader("content-type", "text/event-stream; charset=utf-8");
  }

  public static void json(HttpServerRequest request, int status, String body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body);
  }

  private static String event(String delta, String finish) {
    return """
        {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"backend-model",\
        "choices":[{"index":0,"delta":{%s},"finish_reason":%s}]}"""
        .formatted(delta, finish);
  }

  private void handle(HttpServerRequest request) {
    int begun = scene.get();
    request
        .response()
        .closeHandler(
            close -> {
              if (!request.response().ended() && begun == scene.get()) {
                closed.add(request.path());
              }
            });
    request
        .body()
        .onSuccess(
            body -> {
              Map<String, String> headers =
                  request.headers().entries().stream()
                      .collect(
                          Collectors.toMap(
                              entry -> entry.getKey().toLowerCase(Locale.ROOT),
                              Map.Entry::getValue));
              received.add(new Received(request.path(), headers, body.toString()));
              script.answer(request, body.toString());
            });
  }
}
