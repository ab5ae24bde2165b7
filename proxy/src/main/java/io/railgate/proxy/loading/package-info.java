/**
 * Loads rail sets to be served, and loads them again: aside, when their folder changes or somebody
 * asks for it. A set with errors never takes the place of one that works.
 */
@NullMarked
package io.railgate.proxy.loading;

import org.jspecify.annotations.NullMarked;
