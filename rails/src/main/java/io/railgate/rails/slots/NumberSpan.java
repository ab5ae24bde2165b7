package io.railgate.rails.slots;

/**
 * A number in a message.
 *
 * @param start its first token
 * @param end the token after its last
 */
record NumberSpan(int start, int end, NumberReading reading) {}
