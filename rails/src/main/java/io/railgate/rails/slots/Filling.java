package io.railgate.rails.slots;

/** What a message says about one slot. */
public sealed interface Filling {

  /**
   * One value, which the slot may have.
   *
   * @param value canonical: a key, a plain decimal number, an ISO 8601 date, the text that a
   *     pattern fits, or words in straight double quotes
   */
  record Filled(String value) implements Filling {}

  /** Nothing. */
  record Missing() implements Filling {}

  /** Several different values, or one that can be read in two ways. */
  record Unclear() implements Filling {}

  /** A value that the slot may not have. */
  record OutOfRange() implements Filling {}
}
