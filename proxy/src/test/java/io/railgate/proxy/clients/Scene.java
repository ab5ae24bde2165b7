package io.railgate.proxy.clients;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;

/** Where the scenarios play: a client, a proxy and a scripted backend. */
interface Scene {

  /** Its rail sends a prompt on. */
  String TAKEN = "somebody took my card";

  /** Its rail replies. */
  String HELLO = "hello";

  /** Its rail asks for a slot. */
  String CHANGE = "change money";

  /** It matches nothing. */
  String POEM = "write me a poem about the sea";

  Client client();

  ScriptedBackend backend();

  /** The proxy with the test's set, which waits for half a second. */
  TestProxy proxy();

  /** The same with {@code refusals: error} and {@code models}, which waits for ten seconds. */
  TestProxy strict();

  default Seen ask(Question question) {
    return ask(proxy(), question);
  }

  default Seen askStrict(Question question) {
    return ask(strict(), question);
  }

  private Seen ask(TestProxy where, Question question) {
    try {
      return client().ask(where.url(), question);
    } catch (Exception e) {
      throw new AssertionError("the client did not tell of " + e, e);
    }
  }

  /** Leaves a scenario out for clients that lack the notion. */
  default void needs(Notion notion) {
    assumeFalse(client().lacks().contains(notion), "the client has no notion of " + notion);
  }
}
