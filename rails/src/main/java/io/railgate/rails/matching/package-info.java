/**
 * Vector to rail: which examples lie nearest to a message. {@link
 * io.railgate.rails.matching.RailIndex} is the only class that knows Lucene.
 */
@NullMarked
package io.railgate.rails.matching;

import org.jspecify.annotations.NullMarked;
