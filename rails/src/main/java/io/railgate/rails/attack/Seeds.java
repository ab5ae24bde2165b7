package io.railgate.rails.attack;

import java.util.Random;

/** Randomness that depends on a seed and on what it is for. */
final class Seeds {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  static Random random(long seed, String... purposes) {
    return new Random(mixed(seed, purposes));
  }

  /** Mixes as SplitMix64 does (Steele, Lea and Flood, 2014). */
  static long mixed(long seed, String... purposes) {
    long mixed = seed;
    for (String purpose : purposes) {
      mixed += GOLDEN * (purpose.hashCode() + 1L);
      mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
      mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
      mixed ^= mixed >>> 31;
    }
    return mixed;
  }
}
