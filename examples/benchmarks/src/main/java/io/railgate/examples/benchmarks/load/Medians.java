package io.railgate.examples.benchmarks.load;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Medians; of nothing, or of what is not known, not a number. */
final class Medians {

  private Medians() {}

  static <T> double of(Collection<T> all, ToDoubleFunction<T> value) {
    List<Double> sorted = all.stream().map(value::applyAsDouble).sorted().toList();
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  static double of(Collection<Double> all) {
    return of(all, Double::doubleValue);
  }
}
