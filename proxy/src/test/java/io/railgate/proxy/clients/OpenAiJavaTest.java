package io.railgate.proxy.clients;

/** OpenAI's own SDK for Java. */
class OpenAiJavaTest extends ClientContract {
  @Override
  Client open() {
    return new OpenAiJava();
  }
}
