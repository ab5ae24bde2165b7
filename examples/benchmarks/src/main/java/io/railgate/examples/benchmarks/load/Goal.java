package io.railgate.examples.benchmarks.load;

import io.railgate.examples.benchmarks.load.SystemUnderLoad.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What is asked of the proxy, as a ratio within a run or a plain bound, and what was measured.
 *
 * @param measured not a number if a part of it was not measured
 * @param atMost whether {@code bound} is the most; else it is the least
 */
record Goal(String name, double measured, double bound, boolean atMost, String unit) {

  private static final double MOST_READY_SECONDS = 1.5;
  private static final double MOST_RESIDENT_MIB = 350;

  /** Of what was resident at most in the quarter before: readings miss the peaks by some. */
  private static final double MOST_GROWTH_PERCENT = 2;

  /** An event that is late by half of the time between two is noticed. */
  private static final double LATE = 0.5;

  /** Those that the results tell of. */
  static List<Goal> of(Results results) {
    List<Goal> goals = new ArrayList<>();
    goals.add(
        least(
            "every prompt new, 16 at once: requests/s, of the encoder's texts/s",
            ratio(results, Kind.NEW, Kind.ENCODER, 16),
            0.85));
    double encoderMillis = p50(results, Kind.ENCODER);
    goals.add(
        most(
            "every prompt new, 1 at once: added p50, against 1.2 x the encoder's + 0.2 ms",
            p50(results, Kind.NEW) - p50(results, Kind.DIRECT),
            1.2 * encoderMillis + 0.2,
            " ms"));
    goals.add(
        least(
            "decision cached, 64 at once: requests/s, of nginx's",
            ratio(results, Kind.CACHED, Kind.NGINX, 64),
            0.6));
    double addedByNginx = p50(results, Kind.NGINX) - p50(results, Kind.DIRECT);
    goals.add(
        most(
            "decision cached, 1 at once: added p50, against 2 x nginx's",
            p50(results, Kind.CACHED) - p50(results, Kind.DIRECT),
            2 * addedByNginx,
            " ms"));
    goals.addAll(streams(results));
    goals.add(
        most(
            Overload.TIMES + " x capacity: p99 of those admitted, of that at capacity",
            results.overload().ratio(),
            2,
            ""));
    goals.add(
        most(
            "ready, vectors on disk",
            Medians.of(results.readySeconds()),
            MOST_READY_SECONDS,
            " s"));
    goals.addAll(memory(results.memory()));
    return goals;
  }

  boolean isMet() {
    return atMost ? measured <= bound : measured >= bound;
  }

  /** On one line. */
  String describe() {
    if (Double.isNaN(measured) || Double.isNaN(bound)) {
      return "unknown   " + name + ": not measured";
    }
    return String.format(
        Locale.ROOT,
        "%-9s %s: %.3f%s, asked %s %.3f%s",
        isMet() ? "met" : "NOT MET",
        name,
        measured,
        unit,
        atMost ? "at most" : "at least",
        bound,
        unit);
  }

  private static List<Goal> streams(Results results) {
    List<Goal> goals = new ArrayList<>();
    for (Kind kind : List.of(Kind.CACHED, Kind.NEW)) {
      Optional<Streaming.First> first = results.first(kind);
      goals.add(
          most(
              kind.title() + ": added time to the first event, against that to a whole answer",
              first.map(Streaming.First::addedFirstMillis).orElse(Double.NaN),
              first.map(Streaming.First::addedWholeMillis).orElse(Double.NaN),
              " ms"));
    }
    double late = LATE * results.plan().gapMillis();
    BiFunction<Kind, Double, Double> p99 =
        (kind, none) -> results.pace(kind).map(Streaming.Pace::gapP99Millis).orElse(none);
    goals.add(
        most(
            results.plan().streams()
                + " streams at once: p99 from event to event, direct + half a gap",
            p99.apply(Kind.CACHED, Double.NaN),
            p99.apply(Kind.DIRECT, Double.NaN) + late,
            " ms"));
    goals.add(
        most(
            "of them broken off",
            results.pace(Kind.CACHED).map(pace -> (double) pace.brokenOff()).orElse(Double.NaN),
            0,
            ""));
    return goals;
  }

  private static List<Goal> memory(Memory memory) {
    double mebibyte = memory.isVoid() ? Double.NaN : 1 << 20;
    return List.of(
        most(
            "resident at most in " + memory.counted() + " requests",
            memory.most() / mebibyte,
            MOST_RESIDENT_MIB,
            " MiB"),
        most(
            "its growth from the third quarter of "
                + memory.last().requests()
                + " requests to the last",
            memory.isVoid() ? Double.NaN : 100 * (memory.mostAtTheEnd() / memory.mostBefore() - 1),
            MOST_GROWTH_PERCENT,
            " %"));
  }

  private static double ratio(Results results, Kind one, Kind other, int connections) {
    return results.row(one, connections).map(Row::perSecond).orElse(Double.NaN)
        / results.row(other, connections).map(Row::perSecond).orElse(Double.NaN);
  }

  private static double p50(Results results, Kind kind) {
    return results.row(kind, 1).map(Row::p50Millis).orElse(Double.NaN);
  }

  private static Goal most(String name, double measured, double bound, String unit) {
    return new Goal(name, measured, bound, true, unit);
  }

  private static Goal least(String name, double measured, double bound) {
    return new Goal(name, measured, bound, false, "");
  }
}
