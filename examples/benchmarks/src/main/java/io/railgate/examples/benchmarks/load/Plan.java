package io.railgate.examples.benchmarks.load;

import java.util.List;

/**
 * How much is measured.
 *
 * @param windows of each measurement
 * @param seconds of a window
 * @param warmUp seconds of each system before the first, and as many of streams
 * @param concurrencies connections of the generator
 * @param asked requests of a window, one after the other, where single ones are timed
 * @param streams at once
 * @param words of a paced stream
 * @param gapMillis between them
 * @param starts of the proxy
 * @param requests in which its memory is bounded
 */
record Plan(
    int windows,
    int seconds,
    int warmUp,
    List<Integer> concurrencies,
    int asked,
    int streams,
    int words,
    int gapMillis,
    int starts,
    long requests) {

  /** A quarter of an hour. */
  static final Plan USUAL = new Plan(5, 3, 15, List.of(1, 16, 64), 400, 500, 60, 50, 5, 100_000);

  /** Less than a minute; its figures are of no use. */
  static final Plan QUICK = new Plan(1, 1, 2, List.of(1, 16), 50, 50, 10, 50, 1, 5_000);

  /** Some seconds: that every part works. */
  static final Plan SMOKE = new Plan(1, 2, 1, List.of(4), 10, 10, 5, 20, 1, 200);
}
