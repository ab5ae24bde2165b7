/**
 * From what people say to checked values: finds the {@link io.railgate.rails.set.Slot slots} of a
 * rail in a message, each as its canonical {@link io.railgate.rails.slots.Filling value} or as the
 * reason why there is none.
 *
 * <p>A message is first made {@link io.railgate.rails.text.PlainText plain} and cut into {@link
 * io.railgate.rails.slots.Token tokens}. Patterns, days and keys are found in it and share it out
 * among them; numbers are looked for in what is left. Then every {@link
 * io.railgate.rails.slots.Span span} goes to the slot that it must belong to. What could be read in
 * two ways is {@link io.railgate.rails.slots.Filling.Unclear unclear}: nothing here guesses.
 *
 * <p>All of it depends on its arguments only, and takes time linear in the length of the message.
 */
@NullMarked
package io.railgate.rails.slots;

import org.jspecify.annotations.NullMarked;
