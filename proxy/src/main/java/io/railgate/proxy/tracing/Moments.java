package io.railgate.proxy.tracing;

import java.time.Instant;

/**
 * Tells the time by one clock, so that the parts of a request stand in order whatever becomes of
 * the wall clock.
 *
 * @param begun when the request came
 * @param nanos the same by {@link System#nanoTime}
 */
record Moments(Instant begun, long nanos) {

  /** When it was {@code time} by {@link System#nanoTime}. */
  Instant at(long time) {
    return begun.plusNanos(time - nanos);
  }

  Instant now() {
    return at(System.nanoTime());
  }
}
