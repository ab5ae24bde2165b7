package io.railgate.proxy.clients;

/** Spring AI, without Spring Boot. */
class SpringAiTest extends ClientContract {
  @Override
  Client open() {
    return new SpringAi();
  }
}
