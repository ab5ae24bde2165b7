package io.railgate.rails.set;

import java.util.Optional;

/**
 * What is answered when nothing matches.
 *
 * @param clarify the question when two or three rails are close; empty to refuse then too
 * @param place where it stands
 */
public record Otherwise(Optional<String> clarify, String refusal, Place place) {}
