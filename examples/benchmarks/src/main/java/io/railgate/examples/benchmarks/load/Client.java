package io.railgate.examples.benchmarks.load;

import io.railgate.proxy.backend.SseDecoder;
import io.railgate.proxy.backend.SseDecoder.EventTooLong;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client for what wrk cannot do: streams, and requests at set times. On one event loop. */
final class Client implements AutoCloseable {

  private static final int MOST_CONNECTIONS = 4_000;

  /** For anything to come. */
  private static final long PATIENCE_MILLIS = 60_000;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context loop = vertx.getOrCreateContext();
  private final HttpClient http =
      vertx.createHttpClient(
          new HttpClientOptions().setTcpNoDelay(true),
          new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));

  /**
   * An answer.
   *
   * @param nanos from when it was asked for to its end
   * @param retryAfter whether it says when to ask again
   */
  record Answer(int status, long nanos, Optional<String> action, boolean retryAfter) {}

  /**
   * A streamed answer.
   *
   * @param firstNanos from when it was asked for to its first event
   * @param gapNanos from each event to the next
   * @param whole whether it came to its end
   */
  record Stream(int status, long firstNanos, List<Long> gapNanos, boolean whole) {}

  Vertx vertx() {
    return vertx;
  }

  /**
   * Asks for a whole answer.
   *
   * @param since when the answer is waited for from, by {@link System#nanoTime}
   */
  Future<Answer> ask(URI url, String message, long since) {
    String body = "{\"model\":\"gpt-4o-mini\",\"messages\":" + messages(message) + "}";
    return onLoop(() -> send(url, body).compose(response -> answer(response, since)));
  }

  /**
   * Asks for a streamed answer.
   *
   * @param words that the backend sends
   * @param gapMillis between them; with 0 it sends all at once
   */
  Future<Stream> stream(URI url, String message, int words, int gapMillis) {
    String body =
        "{\"model\":\"gpt-4o-mini\",\"stream\":true,\"max_tokens\":%d,\"seed\":%d,\"messages\":%s}"
            .formatted(words, gapMillis, messages(message));
    long since = System.nanoTime();
    return onLoop(() -> send(url, body).compose(response -> new Reading(response, since).end()));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Elsewhere an answer could end before there is anyone to read it. */
  private <T> Future<T> onLoop(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    loop.runOnContext(go -> work.get().onComplete(done));
    return done.future();
  }

  private static Future<Answer> answer(HttpClientResponse response, long since) {
    return response
        .body()
        .map(
            read ->
                new Answer(
                    response.statusCode(),
                    System.nanoTime() - since,
                    Optional.ofNullable(response.getHeader("railgate-action")),
                    response.getHeader("retry-after") != null));
  }

  private Future<HttpClientResponse> send(URI url, String body) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(url.getHost())
            .setPort(url.getPort())
            .setURI(url.getPath() + "/chat/completions")
            .setIdleTimeout(PATIENCE_MILLIS)
            .putHeader("content-type", "application/json");
    return http.request(options).compose((HttpClientRequest request) -> request.send(body));
  }

  /** Prompts hold no quotes. */
  private static String messages(String message) {
    return "[{\"role\":\"user\",\"content\":\"" + message + "\"}]";
  }

  /** A stream while it comes. */
  private static final class Reading {

    private final Promise<Stream> done = Promise.promise();
    private final SseDecoder decoder = new SseDecoder();
    private final List<Long> gaps = new ArrayList<>();
    private final HttpClientResponse response;
    private final long since;
    private @Nullable Long first;
    private long last;
    private boolean whole;

    Reading(HttpClientResponse response, long since) {
      this.response = response;
      this.since = since;
      response.handler(this::read);
      response.exceptionHandler(done::tryFail);
      response.endHandler(ended -> end(first == null ? 0 : first));
    }

    Future<Stream> end() {
      return done.future();
    }

    private void end(long firstNanos) {
      done.tryComplete(new Stream(response.statusCode(), firstNanos, gaps, whole));
    }

    private void read(Buffer chunk) {
      long now = System.nanoTime();
      try {
        for (String event : decoder.decode(chunk.getBytes())) {
          if (event.equals("[DONE]")) {
            whole = true;
          } else if (first == null) {
            first = now - since;
            last = now;
          } else {
            gaps.add(now - last);
            last = now;
          }
        }
      } catch (EventTooLong e) {
        done.tryFail(e);
      }
    }
  }
}
