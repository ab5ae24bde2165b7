package io.railgate.examples.benchmarks.load;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long cores worked on what.
 *
 * @param of all kinds of work
 */
record CpuTimes(Map<Work, CpuTime> of) {

  static final CpuTimes NONE = new CpuTimes(Map.of());

  CpuTimes {
    Map<Work, CpuTime> all = new EnumMap<>(Work.class);
    for (Work work : Work.values()) {
      all.put(work, of.getOrDefault(work, CpuTime.NONE));
    }
    of = Collections.unmodifiableMap(all);
  }

  CpuTime on(Work work) {
    return of.getOrDefault(work, CpuTime.NONE);
  }

  CpuTimes plus(CpuTimes other) {
    Map<Work, CpuTime> sum = new EnumMap<>(of);
    other.of.forEach((work, time) -> sum.merge(work, time, CpuTime::plus));
    return new CpuTimes(sum);
  }

  CpuTime all() {
    return of.values().stream().reduce(CpuTime.NONE, CpuTime::plus);
  }
}
