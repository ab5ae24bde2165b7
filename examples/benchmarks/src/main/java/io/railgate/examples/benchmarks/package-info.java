/**
 * Measures Railgate. Here: matching on public intent sets, and the command line of all benchmarks.
 */
@NullMarked
package io.railgate.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
