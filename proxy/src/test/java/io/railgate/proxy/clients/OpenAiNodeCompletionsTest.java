package io.railgate.proxy.clients;

import java.io.IOException;

/** OpenAI's own SDK for Node, at {@code /v1/completions}. */
class OpenAiNodeCompletionsTest extends ClientContract {
  @Override
  Client open() throws IOException {
    return OpenAiNode.open("completions", Notion.NOT_IN_COMPLETIONS);
  }
}
