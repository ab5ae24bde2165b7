/**
 * A rail set under attack: {@link io.railgate.rails.attack.Attack} says the set's own texts, and
 * attacks of our own writing, in other guises, and counts which attacks get through and which
 * legitimate texts are lost. Each guise is a {@link io.railgate.rails.attack.Mutation}. The same
 * seed gives the same texts and the same counts; no clock, no threads, no HTTP.
 */
@NullMarked
package io.railgate.rails.attack;

import org.jspecify.annotations.NullMarked;
