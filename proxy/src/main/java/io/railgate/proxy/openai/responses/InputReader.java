package io.railgate.proxy.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.ChatRequest.Round;
import io.railgate.proxy.openai.Dropped;
import io.railgate.proxy.openai.Fields;
import io.railgate.proxy.openai.Parts;
import io.railgate.proxy.openai.Rounds;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the field {@code input}: what the user says, or the items of a conversation. Messages of
 * the user's and the assistant's are taken; all other items are dropped.
 */
final class InputReader {

  private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant");
  private static final Parts USERS = new Parts("input_text");
  private static final Parts ASSISTANTS = new Parts("output_text");

  private final Rounds rounds = new Rounds("input");
  private final Dropped dropped;
  private Optional<String> systemMessage = Optional.empty();

  /** Place and kind of the last item that is no system message; empty if that is the user's. */
  private Optional<ApiError> notTheUsers =
      Optional.of(ApiError.badField("input", "there is no message with the role user"));

  InputReader(Dropped dropped) {
    this.dropped = dropped;
  }

  /**
   * Reads.
   *
   * @throws ApiError if it cannot be decided on
   */
  void read(JsonNode input) {
    if (input.isTextual()) {
      rounds.user(input.textValue(), "input");
      return;
    }
    if (!input.isArray() || input.isEmpty()) {
      throw ApiError.badField(
          "input",
          "found %s, expected a string or an array of items"
              .formatted(input.isArray() ? "an empty array" : Fields.kind(input)));
    }
    rounds.expect(input.size());
    for (int i = 0; i < input.size(); i++) {
      String path = "input[" + i + "]";
      item(Fields.object(input.get(i), path), path);
    }
    notTheUsers.ifPresent(
        error -> {
          throw error;
        });
  }

  List<Round> rounds() {
    return rounds.end();
  }

  /** How many messages of the assistant's there are. */
  int answers() {
    return rounds.answers();
  }

  /** Path of the first system or developer message. */
  Optional<String> systemMessage() {
    return systemMessage;
  }

  private void item(ObjectNode item, String path) {
    String type =
        item.hasNonNull("type") ? Fields.text(item.path("type"), path + ".type") : "message";
    switch (type) {
      case "message" -> message(item, path);
      case "item_reference" ->
          throw ApiError.badField(
              path + ".type", "items are not kept here; send the item instead of its id");
      default -> {
        dropped.turns(type.equals("reasoning") ? "input.reasoning" : "input.tool");
        // What a tool said, or was asked, stands between a question and its answer.
        if (type.equals("function_call")) {
          rounds.assistant(Optional.empty());
        }
        notTheUsers =
            Optional.of(
                ApiError.badField(
                    path + ".type", "the last item is no message, expected one of the user's"));
      }
    }
  }

  private void message(ObjectNode message, String path) {
    JsonNode content = message.path("content");
    switch (role(message, path)) {
      case "user" -> {
        if (rounds.user(USERS.read(content, path + ".content"), path + ".content")) {
          dropped.turns("input.user");
        }
        notTheUsers = Optional.empty();
      }
      case "assistant" -> {
        dropped.turns("input.assistant");
        rounds.assistant(ASSISTANTS.onlyText(content));
        notTheUsers =
            Optional.of(
                ApiError.badField(
                    path + ".role",
                    "the last turn has the role assistant, expected the role user"));
      }
      default -> {
        String role = message.path("role").textValue();
        dropped.turns("input." + role);
        systemMessage = systemMessage.or(() -> Optional.of(path + ".role"));
      }
    }
  }

  private static String role(ObjectNode message, String path) {
    JsonNode role = message.path("role");
    if (!role.isTextual() || !ROLES.contains(role.textValue())) {
      throw ApiError.badField(path + ".role", "expected one of system, developer, user, assistant");
    }
    return role.textValue();
  }
}
