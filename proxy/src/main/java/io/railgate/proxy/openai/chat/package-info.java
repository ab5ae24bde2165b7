/** {@code POST /v1/chat/completions}. */
@NullMarked
package io.railgate.proxy.openai.chat;

import org.jspecify.annotations.NullMarked;
