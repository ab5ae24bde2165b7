package io.railgate.proxy.clients;

/** OpenAI's own SDK for Java, at {@code /v1/chat/completions}. */
class OpenAiJavaTest extends ClientContract {
  @Override
  Client open() {
    return new OpenAiJavaChat();
  }
}
