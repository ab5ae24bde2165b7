package io.railgate.rails.set;

/** An utterance under {@code says}: what people say who mean the rail. */
public record Example(String text, Place place) {}
