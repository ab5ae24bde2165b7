package io.railgate.proxy.server;

import io.railgate.embeddings.EncoderPool;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.shared.SharedUnavailable;
import java.time.Duration;

/** What a client is told of a failure: never a message that could hold what someone typed. */
final class Failures {

  /** The body has not come when its time was over. */
  static ApiError bodyTooSlow() {
    return ApiError.invalid(408, "request_timeout", "the body did not come in time");
  }

  private Failures() {}

  static ApiError explain(Throwable failure) {
    return switch (failure) {
      case ApiError error -> error;
      case BoundedBody.TooLarge e ->
          ApiError.invalid(
              413, "body_too_large", "the body is larger than " + RequestBody.MAX_BYTES + " bytes");
      case EncoderPool.PoolFull e ->
          ApiError.overloaded("too many messages wait to be checked", Duration.ofSeconds(1));
      case EncoderPool.PoolClosed e ->
          ApiError.overloaded("the proxy is stopping", Duration.ofSeconds(1));
      case EncoderPool.DeadlineExceeded e ->
          ApiError.server(504, "deadline_exceeded", "the message could not be checked in time");
      case SharedUnavailable e ->
          ApiError.unavailable(
              "shared_state_unavailable",
              "what replicas share cannot be had",
              Duration.ofSeconds(1));
      default -> ApiError.server(500, "internal", "the request could not be checked");
    };
  }
}
