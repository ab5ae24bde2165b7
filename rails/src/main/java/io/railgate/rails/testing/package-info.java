/**
 * Conversations tested offline: {@link io.railgate.rails.testing.ConversationRunner} plays what the
 * files under {@code tests/} say against a rail engine, without a model.
 */
@NullMarked
package io.railgate.rails.testing;

import org.jspecify.annotations.NullMarked;
