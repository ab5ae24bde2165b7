package io.railgate.proxy.clients;

import java.io.IOException;

/** OpenAI's own SDK for Python, at {@code /v1/responses}. */
class OpenAiPythonResponsesTest extends ClientContract {
  @Override
  Client open() throws IOException {
    return OpenAiPython.open("responses", Notion.NOT_IN_RESPONSES);
  }
}
