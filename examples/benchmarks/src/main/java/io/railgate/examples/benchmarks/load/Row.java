package io.railgate.examples.benchmarks.load;

import io.railgate.examples.benchmarks.load.SystemUnderLoad.Kind;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A system under so many connections: medians of its windows, without those that are void.
 *
 * @param residentBefore bytes, before the first window
 * @param residentAfter bytes, after the last
 * @param windows all of them
 */
record Row(
    Kind kind, int connections, long residentBefore, long residentAfter, List<Window> windows) {

  Row {
    windows = List.copyOf(windows);
  }

  List<Window> valid() {
    return windows.stream().filter(window -> !window.isVoid()).toList();
  }

  /** Microseconds of a request on average, with what it was worked on. */
  CpuTime micros(Work work) {
    long completed = valid().stream().mapToLong(Window::completed).sum();
    CpuTime all =
        valid().stream().map(window -> window.cpu().on(work)).reduce(CpuTime.NONE, CpuTime::plus);
    return new CpuTime(1e6 * all.user() / completed, 1e6 * all.kernel() / completed);
  }

  double median(ToDoubleFunction<Window> value) {
    return Medians.of(valid(), value);
  }

  double perSecond() {
    return median(Window::perSecond);
  }

  double p50Millis() {
    return median(Window::p50Millis);
  }
}
