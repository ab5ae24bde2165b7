package io.railgate.rails.slots;

import io.railgate.rails.set.SlotType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The days that an expression can mean; none if it names a day that there is not.
 *
 * @param doubtful whether it can mean others too
 */
record Days(Set<LocalDate> candidates, boolean doubtful) {

  static final Days DOUBTFUL = new Days(Set.of(), true);

  Days {
    candidates = Set.copyOf(candidates);
  }

  static Days of(LocalDate... days) {
    return new Days(Set.of(days), false);
  }

  /** A day of a year; none if there is no such day. */
  static Days of(int year, int month, int day) {
    return of(List.of(year), month, day);
  }

  /** The same day in each of {@code years}. */
  static Days of(List<Integer> years, int month, int day) {
    List<LocalDate> days = new ArrayList<>();
    years.forEach(year -> exact(year, month, day).ifPresent(days::add));
    return new Days(Set.copyOf(days), false);
  }

  Days or(Days other) {
    List<LocalDate> both = new ArrayList<>(candidates);
    both.addAll(other.candidates);
    return new Days(Set.copyOf(both), doubtful || other.doubtful);
  }

  /** Those that {@code holds} for; doubtful if that is none of them. */
  Days only(Predicate<LocalDate> holds) {
    Set<LocalDate> left = candidates.stream().filter(holds).collect(Collectors.toSet());
    return new Days(left, doubtful || (left.isEmpty() && !candidates.isEmpty()));
  }

  Days plus(TemporalAmount amount) {
    return each(day -> day.plus(amount));
  }

  /** The one that the range holds: filled; several: unclear; none: out of range. */
  Filling in(SlotType.DateRange range, LocalDate today) {
    LocalDate from = range.from().on(today);
    LocalDate to = range.to().on(today);
    List<LocalDate> within =
        candidates.stream().filter(day -> !day.isBefore(from) && !day.isAfter(to)).toList();
    if (doubtful || within.size() > 1) {
      return new Filling.Unclear();
    }
    return within.isEmpty()
        ? new Filling.OutOfRange()
        : new Filling.Filled(within.getFirst().toString());
  }

  private Days each(UnaryOperator<LocalDate> change) {
    return new Days(candidates.stream().map(change).collect(Collectors.toSet()), doubtful);
  }

  private static Optional<LocalDate> exact(int year, int month, int day) {
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
