package io.railgate.proxy.server;

import io.railgate.proxy.openai.ApiError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The body of one request, within bounds of size and time. Lives on one event loop. */
final class RequestBody {

  /** Largest body, in bytes. */
  static final int MAX_BYTES = 1 << 20;

  /** Longest time in which a body must have come. */
  static final Duration MAX_TIME = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final Promise<Buffer> body = Promise.promise();

  RequestBody(Vertx vertx, HttpServerRequest request) {
    this.vertx = vertx;
    this.request = request;
  }

  /**
   * Reads it. Fails with an {@link ApiError} if it is no JSON by its type, or comes too slowly;
   * with {@link BoundedBody.TooLarge} if it is too large.
   *
   * @param held is told how many bytes come; what it throws is the failure
   * @param allowed the time that there is for the whole request
   */
  Future<Buffer> read(IntConsumer held, Duration allowed) {
    if (!isJson(request.getHeader("content-type"))) {
      return Future.failedFuture(
          ApiError.invalid(
              415, "unsupported_content_type", "content-type: expected application/json"));
    }
    BoundedBody.read(request, MAX_BYTES, held)
        .onSuccess(body::tryComplete)
        .onFailure(body::tryFail);
    long slowest = Math.min(MAX_TIME.toMillis(), allowed.toMillis());
    long tooSlow = vertx.setTimer(slowest, fired -> cancel());
    return body.future().onComplete(read -> vertx.cancelTimer(tooSlow));
  }

  /** Waits no longer. */
  void cancel() {
    body.tryFail(Failures.bodyTooSlow());
  }

  private static boolean isJson(@Nullable String contentType) {
    return contentType != null
        && contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
  }
}
