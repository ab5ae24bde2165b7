package io.railgate.proxy.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import java.net.URI;

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

  /** The first with {@code forward: [tools, tool_choice]}. */
  TestProxy opened();

  default Seen ask(Question question) {
    return ask(proxy().url(), question);
  }

  default Seen askStrict(Question question) {
    return ask(strict().url(), question);
  }

  default Seen askOpened(Question question) {
    return ask(opened().url(), question);
  }

  /** Asks the backend itself. */
  default Seen askBackend(Question question) {
    return ask(backend().url(), question);
  }

  private Seen ask(URI where, Question question) {
    try {
      return client().ask(where, question);
    } catch (Exception e) {
      throw new AssertionError("the client did not tell of " + e, e);
    }
  }

  /** Leaves a scenario out for clients that lack the notion. */
  default void needs(Notion notion) {
    assumeFalse(client().lacks().contains(notion), "the client has no notion of " + notion);
  }

  /** The body of the first request that the backend was sent. */
  default JsonNode sent() throws JsonProcessingException {
    return new ObjectMapper().readTree(backend().received().getFirst().body());
  }

  /** Holds that the backend was sent one request, with the approved prompt for its messages. */
  default void assertThePromptWasSent() throws JsonProcessingException {
    assertThat(backend().received()).hasSize(1);
    JsonNode body = sent();
    assertThat(body.path("model").asText()).isEqualTo("approved-model");
    assertThat(body.path("messages"))
        .isEqualTo(
            new ObjectMapper()
                .createArrayNode()
                .add(message("system", ProxiedBank.SYSTEM))
                .add(message("user", ProxiedBank.LOST_CARD)));
  }

  private static JsonNode message(String role, String content) {
    return new ObjectMapper().createObjectNode().put("role", role).put("content", content);
  }
}
