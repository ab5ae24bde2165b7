/**
 * What an author wrote, as values: a {@link io.railgate.rails.set.RailSet} with its {@link
 * io.railgate.rails.set.Rail rails} and {@link io.railgate.rails.set.Settings settings}, each valid
 * by construction and immutable.
 */
@NullMarked
package io.railgate.rails.set;

import org.jspecify.annotations.NullMarked;
