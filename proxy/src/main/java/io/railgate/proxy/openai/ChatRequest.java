package io.railgate.proxy.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks, in whatever protocol, checked. It holds nothing that a client typed but the
 * turns to be decided on, the answers to be verified, the model's name and what the set opens.
 *
 * @param model what the client asks for; empty if it does not say
 * @param rounds what the user said and was answered, oldest first; at least one, the last without
 *     an answer
 * @param answers how many assistant messages there are, in whatever place
 * @param systemMessage path of the first system or developer message; empty if there is none
 * @param structured whether the client parses the answer by a JSON schema
 * @param parameters the fields that may be forwarded
 * @param opened fields that are forwarded as they came, by their names in a chat request
 * @param dropped names of what is left out, for the client to see
 */
public record ChatRequest(
    Optional<String> model,
    List<Round> rounds,
    int answers,
    Optional<String> systemMessage,
    boolean structured,
    Parameters parameters,
    Map<String, JsonNode> opened,
    List<String> dropped) {

  public ChatRequest {
    rounds = List.copyOf(rounds);
    opened = Collections.unmodifiableMap(new LinkedHashMap<>(opened));
    dropped = List.copyOf(dropped);
  }

  /**
   * What the user said until there was an answer, and the answer, as the client tells it.
   *
   * @param user one or more messages, oldest first
   * @param answer the one assistant message that followed; empty if there was none, or several
   */
  public record Round(List<String> user, Optional<String> answer) {

    public Round {
      user = List.copyOf(user);
    }

    /** Without the texts, which the client typed. */
    @Override
    public String toString() {
      return "Round[" + user.size() + " user turns]";
    }
  }

  /** Without the turns and the model, which the client typed. */
  @Override
  public String toString() {
    return "ChatRequest[" + rounds.size() + " rounds]";
  }
}
