package io.railgate.proxy;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what comes about by itself. */
public final class Eventually {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private Eventually() {}

  /** Looks until it holds; fails if that takes too long. */
  public static void holds(String what, BooleanSupplier check) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!check.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
