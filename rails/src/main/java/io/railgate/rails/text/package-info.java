/**
 * What was typed, made {@link io.railgate.rails.text.NormalText normal} before it is compared: so
 * that what looks alike is read alike, and what is hidden is not read at all.
 */
@NullMarked
package io.railgate.rails.text;

import org.jspecify.annotations.NullMarked;
