/**
 * OpenAI's wire format as values: what a client asks ({@link
 * io.railgate.proxy.openai.ChatRequest}), what a backend is sent ({@link
 * io.railgate.proxy.openai.ForwardedRequest}), what a client is answered without a backend ({@link
 * io.railgate.proxy.openai.Completion}), and errors. Knows JSON; knows no sockets and no rails.
 */
@NullMarked
package io.railgate.proxy.openai;

import org.jspecify.annotations.NullMarked;
