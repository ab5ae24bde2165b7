package io.railgate.proxy.backend;

import io.netty.channel.ConnectTimeoutException;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.tracing.CallTrace;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One request to one endpoint. Lives on the event loop that made it. */
final class Attempt {

  /** Code of the failure of what could not be sent. */
  static final String UNREACHABLE = "backend_unreachable";

  private final Duration firstByte;
  private final CallTrace trace;
  private final Promise<HttpClientResponse> head = Promise.promise();
  private @Nullable HttpClientRequest request;

  Attempt(Future<HttpClientRequest> connection, Buffer body, Duration firstByte, CallTrace trace) {
    this.firstByte = firstByte;
    this.trace = trace;
    connection
        .compose(connected -> send(connected, body))
        .onSuccess(this::answered)
        .onFailure(this::explain);
  }

  /**
   * The head of the backend's answer, its body paused. Fails with an {@link ApiError}: 502 if the
   * backend cannot be reached or breaks off, 503 if too many calls wait for it, 504 if it takes too
   * long.
   */
  Future<HttpClientResponse> head() {
    return head.future();
  }

  CallTrace trace() {
    return trace;
  }

  /**
   * Breaks the call off, wherever it stands. The backend sees its connection close; what waits for
   * the head fails.
   */
  void cancel() {
    fail(ApiError.server(502, BackendCall.CANCELLED, "the call to the backend was cancelled"));
    if (request != null) {
      request.reset();
    }
  }

  private Future<HttpClientResponse> send(HttpClientRequest connected, Buffer body) {
    request = connected;
    connected.exceptionHandler(e -> {}); // the futures tell
    if (head.future().isComplete()) {
      connected.reset();
      return Future.failedFuture("cancelled before it was sent");
    }
    return connected
        .send(body)
        .map(Attempt::paused)
        .timeout(firstByte.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static HttpClientResponse paused(HttpClientResponse response) {
    response.pause();
    response.exceptionHandler(e -> {}); // until someone reads it

    return response;
  }

  private void answered(HttpClientResponse response) {
    trace.answered(response.statusCode());
    head.tryComplete(response);
  }

  private void fail(ApiError error) {
    trace.failed(error.code());
    head.tryFail(error);
  }

  private void explain(Throwable failure) {
    fail(
        switch (failure) {
          case ConnectTimeoutException e -> unreachable("no connection within the time allowed");
          case ConnectException e -> unreachable("connection refused");
          case UnknownHostException e -> unreachable("its host is not known");
          case SSLException e -> unreachable("TLS failed, " + e.getMessage());
          case ConnectionPoolTooBusyException e ->
              ApiError.overloaded("too many calls wait for the backend", Duration.ofSeconds(1));
          case TimeoutException e ->
              ApiError.server(
                  504,
                  "backend_timeout",
                  "the backend sent no answer within " + firstByte.toMillis() + " ms");
          default ->
              ApiError.server(
                  502, "backend_broke_off", "the backend ended the connection without an answer");
        });
    cancel();
  }

  private static ApiError unreachable(String why) {
    return ApiError.server(502, UNREACHABLE, "the backend cannot be reached: " + why);
  }
}
