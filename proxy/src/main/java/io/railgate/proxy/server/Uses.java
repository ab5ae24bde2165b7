package io.railgate.proxy.server;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts who uses something, and ends it once nobody does. Safe for many threads. */
final class Uses {

  private final AtomicInteger users = new AtomicInteger(1);
  private final Runnable end;

  /**
   * Of whoever made it, who is the first user.
   *
   * @param end runs once, when the last user leaves, on that user's thread
   */
  Uses(Runnable end) {
    this.end = end;
  }

  /** Whether there is one more user now; false if it has ended. */
  boolean enter() {
    return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  /** Once for each who entered, and for whoever made it. */
  void leave() {
    if (users.decrementAndGet() == 0) {
      end.run();
    }
  }
}
