package io.railgate.rails.slots;

/** Seeds of random tests: always the same, or that of {@code -Drailgate.seed=}. */
final class Seed {

  private Seed() {}

  static long get() {
    return Long.getLong("railgate.seed", 20_261_120L);
  }
}
