package io.railgate.rails.set;

/** An outcome of a rail and where in a conversation it is the one. */
public record Case(After after, Outcome outcome, Place place) {}
