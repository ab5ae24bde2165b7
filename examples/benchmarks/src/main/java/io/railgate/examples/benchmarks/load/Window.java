package io.railgate.examples.benchmarks.load;

/**
 * What happened in some seconds of load.
 *
 * @param completed requests, or texts
 * @param failed any makes the window void
 * @param p50Millis half took no longer
 * @param p99Millis 99 of 100 took no longer
 * @param cpu of the part that is measured
 */
record Window(
    long completed, long failed, double seconds, double p50Millis, double p99Millis, CpuTimes cpu) {

  boolean isVoid() {
    return failed > 0 || completed == 0;
  }

  double perSecond() {
    return completed / seconds;
  }

  double cpuSecondsPerThousand() {
    return 1000 * cpu.all().seconds() / completed;
  }
}
