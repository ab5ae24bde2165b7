/**
 * What the proxy counts and measures, as Prometheus reads it. Nothing here is a user's text; labels
 * are names of the set's and words of the proxy's own, so that there are few of them.
 */
@NullMarked
package io.railgate.proxy.metrics;

import org.jspecify.annotations.NullMarked;
