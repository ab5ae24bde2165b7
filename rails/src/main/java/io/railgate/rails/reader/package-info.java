/**
 * YAML to rail set: {@link io.railgate.rails.reader.RailSetReader} reads a folder into a {@link
 * io.railgate.rails.set.RailSet}, or reports everything that is wrong with it at once, each with
 * file, line and column. Words are read as they stand: {@code no}, {@code 12:30} and {@code 007}
 * are text. Nothing is guessed, and nothing unknown is passed over.
 */
@NullMarked
package io.railgate.rails.reader;

import org.jspecify.annotations.NullMarked;
