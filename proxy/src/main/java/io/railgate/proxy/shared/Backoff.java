package io.railgate.proxy.shared;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before each attempt: twice as long each time, within bounds, and by chance up to
 * half of that less, so that replicas do not all come at once. Safe for many threads.
 */
final class Backoff {

  static final Duration SHORTEST = Duration.ofMillis(100);
  static final Duration LONGEST = Duration.ofSeconds(5);

  private Duration next = SHORTEST;

  synchronized Duration next() {
    Duration wait = next;
    next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
    return Duration.ofMillis(
        wait.toMillis() - ThreadLocalRandom.current().nextLong(wait.toMillis() / 2));
  }

  synchronized void reset() {
    next = SHORTEST;
  }
}
