package io.railgate.proxy.clients;

/** LangChain4j, with the HTTP client of the JDK. */
class LangChain4jTest extends ClientContract {
  @Override
  Client open() {
    return new LangChain4j();
  }
}
