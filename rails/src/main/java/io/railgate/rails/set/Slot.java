package io.railgate.rails.set;

import java.util.Optional;

/**
 * A typed hole in a rail's texts, filled from what the user says after a check.
 *
 * @param name as in its placeholder, without the braces
 * @param ask the question when it is missing; empty for one made from the type
 * @param fallback what is read in place of the user's words when they hold no value; empty if the
 *     slot is required
 */
public record Slot(
    String name, SlotType type, Optional<String> ask, Optional<String> fallback, Place place) {}
