package io.railgate.proxy.clients;

import java.io.IOException;
import java.util.Set;

/** OpenAI's own SDK for Node, at {@code /v1/chat/completions}. */
class OpenAiNodeTest extends ClientContract {
  @Override
  Client open() throws IOException {
    return OpenAiNode.open("chat", Set.of());
  }
}
