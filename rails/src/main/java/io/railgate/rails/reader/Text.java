package io.railgate.rails.reader;

import io.railgate.rails.set.Place;

/** A word or text of a YAML file, exactly as written, with its place. Never blank. */
record Text(String value, Place place) {}
