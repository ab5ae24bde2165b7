/** Measures matching on public intent sets. */
@NullMarked
package io.railgate.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
