package io.railgate.rails.matching;

import io.railgate.rails.set.Example;
import io.railgate.rails.set.Rail;

/**
 * An example near a message.
 *
 * @param rail the rail that the example belongs to
 * @param similarity cosine of example and message, in [-1, 1]
 */
public record Candidate(Rail rail, Example example, double similarity) {}
