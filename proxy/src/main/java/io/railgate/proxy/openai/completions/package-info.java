/** {@code POST /v1/completions}, OpenAI's oldest: one text in, texts out. */
@NullMarked
package io.railgate.proxy.openai.completions;

import org.jspecify.annotations.NullMarked;
