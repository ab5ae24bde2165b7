package io.railgate.proxy.clients;

import java.io.IOException;

/** OpenAI's own SDK for Python, at {@code /v1/completions}. */
class OpenAiPythonCompletionsTest extends ClientContract {
  @Override
  Client open() throws IOException {
    return OpenAiPython.open("completions", Notion.NOT_IN_COMPLETIONS);
  }
}
