/**
 * Measures single parts by JMH: times, and with {@code -prof gc} what they allocate. Vectors are
 * made by a seeded generator, texts are of so many tokens.
 */
@NullMarked
package io.railgate.examples.benchmarks.parts;

import org.jspecify.annotations.NullMarked;
