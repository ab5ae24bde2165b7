package io.railgate.rails.slots;

/**
 * A place in a message that says something about a slot.
 *
 * @param start of its characters
 * @param end of its characters, exclusive
 */
record Found(int start, int end, Filling filling) {}
