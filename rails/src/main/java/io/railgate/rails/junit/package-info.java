/**
 * The tests of a rail set in a Java build. Needs JUnit 5, which the library does not bring along.
 */
@NullMarked
package io.railgate.rails.junit;

import org.jspecify.annotations.NullMarked;
