package io.railgate.examples.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Cores that a process is held to, by their numbers.
 *
 * @param numbers at least one, from 0
 */
record Cores(SortedSet<Integer> numbers) {

  private static final Pattern LIST = Pattern.compile("\\d{1,4}(,\\d{1,4})*");

  Cores {
    numbers = new TreeSet<>(numbers);
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("no core");
    }
  }

  /**
   * Reads a list such as {@code 0,1}.
   *
   * @throws IllegalArgumentException if it is none; the message says what was expected
   */
  static Cores parse(String list) {
    if (!LIST.matcher(list).matches()) {
      throw new IllegalArgumentException(
          "found \"" + list + "\", expected numbers of cores such as 0 or 0,1");
    }
    SortedSet<Integer> numbers = new TreeSet<>();
    for (String number : list.split(",", -1)) {
      numbers.add(Integer.valueOf(number));
    }
    return new Cores(numbers);
  }

  Cores and(Cores others) {
    SortedSet<Integer> all = new TreeSet<>(numbers);
    all.addAll(others.numbers);
    return new Cores(all);
  }

  int count() {
    return numbers.size();
  }

  /** The command, held to these cores. */
  List<String> hold(List<String> command) {
    List<String> held = new ArrayList<>(List.of("taskset", "-c", toString()));
    held.addAll(command);
    return held;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return String.join(",", numbers.stream().map(Object::toString).toList());
  }
}
