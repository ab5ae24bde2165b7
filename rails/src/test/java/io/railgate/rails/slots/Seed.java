package io.railgate.rails.slots;

/** Seeds of random tests: new ones, or that of {@code -Drailgate.seed=}, to see a failure again. */
final class Seed {

  private Seed() {}

  static long get() {
    return Long.getLong("railgate.seed", System.nanoTime());
  }
}
