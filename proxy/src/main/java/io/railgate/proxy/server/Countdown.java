package io.railgate.proxy.server;

import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * A timer that is set anew as often as one likes: what runs when it is over is what was asked for
 * last. Goes by a clock that nobody sets. Lives on one event loop.
 */
final class Countdown {

  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private long timer = NO_TIMER;

  /** Not begun. */
  Countdown(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Begins, in the place of what was begun before. */
  void start(Duration time, Runnable over) {
    stop();
    timer = vertx.setTimer(time.toMillis(), fired -> over.run());
  }

  /** Nothing runs any more, unless it is begun again. */
  void stop() {
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
      timer = NO_TIMER;
    }
  }
}
