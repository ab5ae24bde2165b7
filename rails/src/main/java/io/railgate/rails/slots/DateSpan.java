package io.railgate.rails.slots;

/**
 * A day in a message.
 *
 * @param start its first token
 * @param end the token after its last
 * @param named whether the day stands there, as in 3 May, not only how far it is, as in 3 days
 */
record DateSpan(int start, int end, Days days, boolean named) {

  DateSpan with(int newStart, int newEnd, Days newDays) {
    return new DateSpan(newStart, newEnd, newDays, named);
  }
}
