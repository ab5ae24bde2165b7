package io.railgate.proxy.clients;

/** OpenAI's own SDK for Java, at {@code /v1/completions}. */
class OpenAiJavaCompletionsTest extends ClientContract {
  @Override
  Client open() {
    return new OpenAiJavaCompletions();
  }
}
