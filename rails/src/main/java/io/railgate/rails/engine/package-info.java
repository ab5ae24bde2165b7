/**
 * The decision: {@link io.railgate.rails.engine.RailEngine} takes a {@link
 * io.railgate.rails.engine.Conversation} and returns a {@link io.railgate.rails.engine.Decision}
 * with its {@link io.railgate.rails.engine.Evidence}. Pure: no clock, no randomness, no threads, no
 * HTTP.
 */
@NullMarked
package io.railgate.rails.engine;

import org.jspecify.annotations.NullMarked;
