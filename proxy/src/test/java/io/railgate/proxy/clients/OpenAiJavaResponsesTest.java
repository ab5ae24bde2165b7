package io.railgate.proxy.clients;

/** OpenAI's own SDK for Java, at {@code /v1/responses}. */
class OpenAiJavaResponsesTest extends ClientContract {
  @Override
  Client open() {
    return new OpenAiJavaResponses();
  }
}
