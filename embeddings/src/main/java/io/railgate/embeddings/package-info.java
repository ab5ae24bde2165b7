/**
 * Text to vector. An {@link io.railgate.embeddings.Encoder} turns a text into a unit vector with an
 * ONNX sentence encoder that runs in this process; an {@link io.railgate.embeddings.EncoderPool}
 * runs it on threads of its own, with a bounded queue and deadlines; a {@link
 * io.railgate.embeddings.VectorCache} keeps vectors on disk from one process to the next.
 *
 * <p>This module knows nothing of rails, and nothing of HTTP. It uses no network.
 */
@NullMarked
package io.railgate.embeddings;

import org.jspecify.annotations.NullMarked;
