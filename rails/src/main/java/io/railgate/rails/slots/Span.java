package io.railgate.rails.slots;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A place in a message that a slot, or one of several, is filled from.
 *
 * @param start of its characters
 * @param end of its characters, exclusive
 * @param readings what it says about each slot that could take it, by the slot's name; empty if no
 *     slot can
 */
record Span(int start, int end, Kind kind, Map<String, Filling> readings) {

  Span {
    readings = Collections.unmodifiableMap(new LinkedHashMap<>(readings));
  }

  int length() {
    return end - start;
  }

  boolean covers(int position) {
    return start <= position && position < end;
  }
}
