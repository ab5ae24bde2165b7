/**
 * Two versions of a rail set compared: {@link io.railgate.rails.comparison.Comparison} has both
 * decide on the same conversations.
 */
@NullMarked
package io.railgate.rails.comparison;

import org.jspecify.annotations.NullMarked;
