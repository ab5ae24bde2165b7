package io.railgate.rails.engine;

/**
 * What a turn, or a round, leads to.
 *
 * @param next where the conversation stands then
 */
public record Step(Decision decision, State next) {}
