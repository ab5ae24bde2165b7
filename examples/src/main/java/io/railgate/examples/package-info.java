/**
 * The module of the rail sets that lie beside its sources; here is room for code that uses them.
 */
@NullMarked
package io.railgate.examples;

import org.jspecify.annotations.NullMarked;
