package io.railgate.rails.set;

/** What a proxy does with what is decided. */
public sealed interface Mode {

  /** Decisions hold. So it is if a set says nothing. */
  record Enforce() implements Mode {}

  /**
   * Decisions are recorded only: clients' requests reach the backend as they came.
   *
   * @param place where the set says so
   */
  record Monitor(Place place) implements Mode {}

  /** Its name in {@code railgate.yml} and in records. */
  default String word() {
    return switch (this) {
      case Enforce enforce -> "enforce";
      case Monitor monitor -> "monitor";
    };
  }
}
