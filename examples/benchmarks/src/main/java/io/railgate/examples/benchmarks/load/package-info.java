/**
 * Measures the proxy under load, side by side with what stands beside it: the backend alone, nginx
 * in its place, and the encoder without HTTP. The part that is measured has cores of its own; the
 * generator, the backend and this process share the others. Systems take turns window by window, so
 * that whatever else the machine does meets all alike.
 */
@NullMarked
package io.railgate.examples.benchmarks.load;

import org.jspecify.annotations.NullMarked;
