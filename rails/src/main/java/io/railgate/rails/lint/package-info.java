/**
 * What is allowed in a rail set and yet likely wrong: {@link io.railgate.rails.lint.Linter} looks
 * at a loaded set and its tests, and gives {@link io.railgate.rails.lint.Warning warnings}, each
 * with a place and a way out.
 */
@NullMarked
package io.railgate.rails.lint;

import org.jspecify.annotations.NullMarked;
