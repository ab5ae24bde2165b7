package io.railgate.proxy.clients;

import java.io.IOException;
import java.util.Set;

/** OpenAI's own SDK for Python, at {@code /v1/chat/completions}. */
class OpenAiPythonTest extends ClientContract {
  @Override
  Client open() throws IOException {
    return OpenAiPython.open("chat", Set.of());
  }
}
