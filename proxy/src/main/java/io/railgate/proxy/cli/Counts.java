package io.railgate.proxy.cli;

/** Counted things in words. */
final class Counts {

  private Counts() {}

  /** {@code 1 rail}, {@code 2 rails}. */
  static String of(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
