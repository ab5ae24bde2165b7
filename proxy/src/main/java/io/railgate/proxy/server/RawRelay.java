package io.railgate.proxy.server;

import io.railgate.proxy.backend.Backend;
import io.railgate.proxy.openai.ApiError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;

/**
 * Passes a backend's answer on to a client as it comes, byte for byte. Reads no faster than the
 * client does. Fails with an {@link ApiError} if the backend breaks off or falls silent. Lives on
 * one event loop.
 */
final class RawRelay {

  /** Least time that a client has to take something of an answer that waits for it. */
  private static final Duration LEAST_STALL = Duration.ofSeconds(10);

  private final Countdown clock;
  private final HttpClientResponse from;
  private final ClientAnswer to;
  private final Duration idle;
  private final Promise<Void> end = Promise.promise();

  private RawRelay(Vertx vertx, HttpClientResponse from, ClientAnswer to, Duration idle) {
    this.clock = new Countdown(vertx);
    this.from = from;
    this.to = to;
    this.idle = idle;
  }

  /**
   * Relays until the end.
   *
   * @param from the backend's answer, paused
   * @param cancelled completes if the call is broken off, of which a paused answer does not tell
   * @param backend whose answer it is; it may be silent for its idle time
   */
  static Future<Void> relay(
      Vertx vertx,
      HttpClientResponse from,
      Future<Void> cancelled,
      ClientAnswer to,
      Backend backend) {
    RawRelay relay = new RawRelay(vertx, from, to, backend.timeouts().idle());
    cancelled.onSuccess(now -> relay.fail(502, "cancelled", "the call was cancelled"));
    return relay.run();
  }

  private Future<Void> run() {
    WholeRelay.passOn(from, to);
    to.openRaw(from.statusCode(), from.headers());
    from.exceptionHandler(
        e -> fail(502, "backend_broke_off", "the backend broke off within its answer"));
    from.endHandler(e -> finish());
    from.handler(this::chunk);
    to.onDrain(this::resume);
    resume();
    return end.future().onComplete(over -> clock.stop());
  }

  private void chunk(Buffer chunk) {
    if (end.future().isComplete()) {
      return;
    }
    restartClock();
    to.raw(chunk);
    if (to.isFull()) {
      from.pause();
      clock.start(idle.compareTo(LEAST_STALL) > 0 ? idle : LEAST_STALL, to::cut);
    }
  }

  private void finish() {
    if (!end.future().isComplete()) {
      clock.stop();
      to.endRaw().onComplete(end);
    }
  }

  private void resume() {
    if (!end.future().isComplete()) {
      restartClock();
      from.resume();
    }
  }

  private void restartClock() {
    clock.start(
        idle,
        () ->
            fail(504, "backend_timeout", "the backend was silent for " + idle.toMillis() + " ms"));
  }

  private void fail(int status, String code, String message) {
    end.tryFail(ApiError.server(status, code, message));
  }
}
