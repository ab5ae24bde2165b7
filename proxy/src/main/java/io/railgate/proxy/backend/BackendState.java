package io.railgate.proxy.backend;

import io.railgate.proxy.openai.ApiError;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpClientResponse;
import java.time.Instant;

/**
 * How the last call to a backend ended. It is for people to read: nothing is decided by it.
 *
 * @param word {@code unknown} before the first call, {@code ok}, or {@code failing}
 * @param detail the status, or the code of the failure; empty if unknown
 * @param at when it was seen
 */
public record BackendState(String word, String detail, Instant at) {

  static BackendState unknown(Instant at) {
    return new BackendState("unknown", "", at);
  }

  /** Of a call's head. An answer that blames the request shows that the backend works. */
  static BackendState of(AsyncResult<HttpClientResponse> head, Instant at) {
    if (head.succeeded()) {
      int status = head.result().statusCode();
      boolean refuses = status == 401 || status == 403 || status == 404 || status >= 500;
      return new BackendState(refuses ? "failing" : "ok", Integer.toString(status), at);
    }
    return new BackendState(
        "failing", head.cause() instanceof ApiError error ? error.code() : "internal", at);
  }
}
