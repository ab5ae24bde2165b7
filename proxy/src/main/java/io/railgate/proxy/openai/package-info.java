/**
 * OpenAI's wire formats as values. Each {@link io.railgate.proxy.openai.Protocol} reads what its
 * clients ask into one {@link io.railgate.proxy.openai.ChatRequest}, and makes its answers of chat
 * completions; what a backend is sent is a {@link io.railgate.proxy.openai.ForwardedRequest}, what
 * is answered without one a {@link io.railgate.proxy.openai.Completion}. Knows JSON; knows no
 * sockets and no rails.
 */
@NullMarked
package io.railgate.proxy.openai;

import org.jspecify.annotations.NullMarked;
