package io.railgate.proxy.backend;

import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.tracing.CallTrace;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request to the backend: to its first endpoint that can be asked. Another is tried only where
 * nothing was done with the request: it could not be sent, or the endpoint says that it is
 * overloaded. Lives on the event loop that made it.
 */
public final class BackendCall {

  /** Code of the failure of a call that was cancelled. */
  static final String CANCELLED = "cancelled";

  /** Too many requests, no endpoint behind a gateway, overloaded. */
  private static final Set<Integer> NOT_SERVED = Set.of(429, 502, 503);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Iterator<Endpoint> endpoints;
  private final Function<Endpoint, Attempt> attempts;
  private final Promise<HttpClientResponse> head = Promise.promise();
  private final Promise<Void> cancelled = Promise.promise();
  private @Nullable Attempt attempt;
  private Endpoint asked;

  /**
   * Asks.
   *
   * @param endpoints at least one, in the order in which they are tried
   * @param attempts sends the request to an endpoint
   */
  BackendCall(List<Endpoint> endpoints, Function<Endpoint, Attempt> attempts) {
    this.endpoints = endpoints.iterator();
    this.attempts = attempts;
    this.asked = endpoints.getFirst();
    next()
        .ifPresentOrElse(
            this::ask,
            () ->
                head.fail(
                    ApiError.overloaded(
                        "no endpoint of the backend can be asked now", RETRY_AFTER)));
  }

  /**
   * The head of the backend's answer, its body paused. Fails with an {@link ApiError}: 502 if the
   * backend cannot be reached or breaks off, 503 if too many calls wait for it or all its endpoints
   * have failed too often, 504 if it takes too long.
   */
  public Future<HttpClientResponse> head() {
    return head.future();
  }

  /** Base URL of the endpoint that was asked last. */
  public URI url() {
    return asked.url();
  }

  /** The trace of the attempt at that endpoint. */
  public CallTrace trace() {
    return attempt == null ? CallTrace.none() : attempt.trace();
  }

  /** Completes when the call is cancelled, also if its answer's body is paused. */
  public Future<Void> cancelled() {
    return cancelled.future();
  }

  /**
   * Breaks the call off, wherever it stands. The backend sees its connection close; what waits for
   * the head fails.
   */
  public void cancel() {
    trace().failed(CANCELLED);
    head.tryFail(ApiError.server(502, CANCELLED, "the call to the backend was cancelled"));
    cancelled.tryComplete();
    if (attempt != null) {
      attempt.cancel();
    }
  }

  private void ask(Endpoint endpoint) {
    asked = endpoint;
    long begun = System.nanoTime();
    Attempt made = attempts.apply(endpoint);
    attempt = made;
    made.head()
        .onComplete(
            result -> {
              endpoint.seen(result, Duration.ofNanos(System.nanoTime() - begun));
              ended(made, result);
            });
  }

  private void ended(Attempt made, AsyncResult<HttpClientResponse> result) {
    if (head.future().isComplete()) {
      return;
    }
    Optional<Endpoint> another = wasNotServed(result) ? next() : Optional.empty();
    if (another.isPresent()) {
      if (result.succeeded()) {
        made.trace().failed(Integer.toString(result.result().statusCode()));
      }
      made.cancel();
      ask(another.get());
    } else if (result.succeeded()) {
      head.complete(result.result());
    } else {
      head.fail(result.cause());
      cancel();
    }
  }

  /** The next endpoint that has not failed too often. */
  private Optional<Endpoint> next() {
    while (endpoints.hasNext()) {
      Endpoint endpoint = endpoints.next();
      if (endpoint.mayBeAsked()) {
        return Optional.of(endpoint);
      }
    }
    return Optional.empty();
  }

  private static boolean wasNotServed(AsyncResult<HttpClientResponse> result) {
    return result.succeeded()
        ? NOT_SERVED.contains(result.result().statusCode())
        : result.cause() instanceof ApiError error
            && Set.of(Attempt.UNREACHABLE, ApiError.OVERLOADED).contains(error.code());
  }
}
