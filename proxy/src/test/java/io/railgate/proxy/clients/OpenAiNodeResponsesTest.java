package io.railgate.proxy.clients;

import java.io.IOException;

/** OpenAI's own SDK for Node, at {@code /v1/responses}. */
class OpenAiNodeResponsesTest extends ClientContract {
  @Override
  Client open() throws IOException {
    return OpenAiNode.open("responses", Notion.NOT_IN_RESPONSES);
  }
}
