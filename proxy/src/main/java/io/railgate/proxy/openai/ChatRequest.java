package io.railgate.proxy.openai;

import java.util.List;
import java.util.Optional;

/**
 * A client's {@code POST /v1/chat/completions}, checked. It holds nothing that a client typed but
 * the user turns to be decided on and the model's name.
 *
 * @param model what the client asks for; empty if it does not say
 * @param userTurns the user's messages since the last assistant message, oldest first; at least one
 * @param parameters the fields that may be forwarded
 * @param dropped names of what is left out, for the client to see
 */
public record ChatRequest(
    Optional<String> model, List<String> userTurns, Parameters parameters, List<String> dropped) {

  public ChatRequest {
    userTurns = List.copyOf(userTurns);
    dropped = List.copyOf(dropped);
  }

  /** Without the turns and the model, which the client typed. */
  @Override
  public String toString() {
    return "ChatRequest[" + userTurns.size() + " user turns]";
  }
}
