package io.railgate.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.Footprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.ToDoubleFunction;
import org.assertj.core.api.SoftAssertions;

/** What a process took of its machine, step by step, and whether that grows. */
final class Samples {

  private static final double MEBIBYTE = 1024 * 1024;

  /**
   * How much more the second half may take than the first, by the median. Of what leaks in the
   * whole run half shows there: of 1 KiB for each of 12,000 requests 6 MiB, of a thread or a file
   * for each thousand 6.
   */
  private enum Bound {
    /** Samples differ in how full caches are that a reload has emptied; 0.2 MiB were seen. */
    HEAP_MIB(2, sample -> sample.footprint.heapBytes() / MEBIBYTE),
    /** Compiled code, and native memory of a busier moment than before: up to 5 MiB were seen. */
    RESIDENT_MIB(8, sample -> sample.footprint.residentBytes() / MEBIBYTE),
    /** Workers that come and go. */
    THREADS(3, sample -> sample.footprint.threads()),
    /** What is no connection that the other end knows of; one may come or go meanwhile. */
    FILES(3, sample -> sample.footprint.files() - sample.connections);

    private final double most;

    @SuppressWarnings("ImmutableEnumChecker") // functions that keep nothing
    private final ToDoubleFunction<Sample> of;

    Bound(double most, ToDoubleFunction<Sample> of) {
      this.most = most;
      this.of = of;
    }
  }

  /** Connections of the proxy, by what its clients and its backend count. */
  private record Sample(Footprint footprint, int connections) {}

  private final List<Sample> taken = new ArrayList<>();

  /** Prints a line of the table. */
  void add(
      long second,
      double rate,
      Queue<Long> nanos,
      int inFlight,
      int connections,
      Footprint footprint) {
    taken.add(new Sample(footprint, connections));
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        "soak: %5d %8.0f %8d %8d %8.1f %8.1f %10.1f %8.2f %8d %6d %6d%n",
        second,
        rate,
        sorted.length,
        inFlight,
        milliseconds(sorted, 0.5),
        milliseconds(sorted, 0.99),
        footprint.residentBytes() / MEBIBYTE,
        footprint.heapBytes() / MEBIBYTE,
        footprint.threads(),
        footprint.files() - connections,
        connections);
  }

  static void printHead() {
    System.out.printf(
        "soak: %5s %8s %8s %8s %8s %8s %10s %8s %8s %6s %6s%n",
        "s",
        "asked/s",
        "answered",
        "pending",
        "p50 ms",
        "p99 ms",
        "rss MiB",
        "heap MiB",
        "threads",
        "files",
        "conns");
  }

  /** Fails if the second half takes more than the first; the halves see alike. */
  void assertFlat() {
    int half = taken.size() / 2;
    assertThat(half).as("samples in each half").isGreaterThanOrEqualTo(6);
    SoftAssertions all = new SoftAssertions();
    for (Bound bound : Bound.values()) {
      double grown =
          median(bound, taken.subList(half, 2 * half)) - median(bound, taken.subList(0, half));
      System.out.printf("soak: %s grew by %.2f, at most %.0f%n", bound, grown, bound.most);
      all.assertThat(grown).as("%s grown from half to half", bound).isLessThanOrEqualTo(bound.most);
    }
    all.assertAll();
  }

  private static double median(Bound bound, List<Sample> half) {
    double[] sorted = half.stream().mapToDouble(bound.of).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double milliseconds(long[] sorted, double part) {
    return sorted.length == 0 ? 0 : sorted[(int) (part * (sorted.length - 1))] / 1e6;
  }
}
