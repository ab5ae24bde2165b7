package io.railgate.proxy.openai.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.ChatRequest;
import io.railgate.proxy.openai.Dropped;
import io.railgate.proxy.openai.Fields;
import io.railgate.proxy.openai.Opened;
import io.railgate.proxy.openai.Parameters;
import io.railgate.proxy.openai.Parts;
import io.railgate.proxy.openai.Rounds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the body of {@code POST /v1/chat/completions}. Whatever is not read into the {@link
 * ChatRequest} is gone; its name is listed as dropped.
 */
final class ChatRequestReader {

  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool", "function");

  private static final Parts PARTS = new Parts("text");

  private final ObjectNode body;
  private final Opened opened;
  private final Rounds rounds = new Rounds("messages");
  private final Dropped dropped = new Dropped();

  ChatRequestReader(ObjectNode body, Set<String> opened) {
    this.body = body;
    this.opened = new Opened(body, opened);
  }

  /**
   * Reads.
   *
   * @throws ApiError with status 400 if it is no chat request
   */
  ChatRequest read() {
    Optional<String> model = Fields.model(body);
    List<JsonNode> messages = messages();
    for (int i = 0; i < messages.size(); i++) {
      message(messages.get(i), "messages[" + i + "]");
    }
    requireUserLast(messages);
    Parameters parameters = Parameters.read(body);
    opened.takeAll();
    dropFields();
    return new ChatRequest(
        model,
        rounds.end(),
        rounds.answers(),
        systemMessage(messages),
        body.path("response_format").path("type").asText().equals("json_schema"),
        parameters,
        opened.fields(),
        dropped.names());
  }

  private List<JsonNode> messages() {
    JsonNode messages = body.path("messages");
    if (!messages.isArray() || messages.isEmpty()) {
      throw ApiError.badField(
          "messages",
          "found %s, expected an array of messages"
              .formatted(messages.isArray() ? "an empty array" : Fields.kind(messages)));
    }
    rounds.expect(messages.size());
    List<JsonNode> list = new ArrayList<>();
    messages.forEach(list::add);
    return list;
  }

  /** The user's turns and what was answered to them are taken. All other messages are dropped. */
  private void message(JsonNode message, String path) {
    String role = role(message, path);
    JsonNode content = message.path("content");
    if (role.equals("user")) {
      if (rounds.user(PARTS.read(content, path + ".content"), path + ".content")) {
        dropped.turns("messages.user");
      }
      return;
    }
    dropped.turns("messages." + role);
    if (role.equals("assistant")) {
      rounds.assistant(PARTS.onlyText(content));
    }
  }

  private static Optional<String> systemMessage(List<JsonNode> messages) {
    for (int i = 0; i < messages.size(); i++) {
      String role = messages.get(i).path("role").textValue();
      if ("system".equals(role) || "developer".equals(role)) {
        return Optional.of("messages[" + i + "].role");
      }
    }
    return Optional.empty();
  }

  private static void requireUserLast(List<JsonNode> messages) {
    for (int i = messages.size() - 1; i >= 0; i--) {
      String role = messages.get(i).path("role").textValue();
      if ("user".equals(role)) {
        return;
      }
      if (!"system".equals(role) && !"developer".equals(role)) {
        throw ApiError.badField(
            "messages[" + i + "].role",
            "the last turn has the role %s, expected the role user".formatted(role));
      }
    }
    throw ApiError.badField("messages", "there is no message with the role user");
  }

  private static String role(JsonNode message, String path) {
    JsonNode role = Fields.object(message, path).path("role");
    if (!role.isTextual() || !ROLES.contains(role.textValue())) {
      throw ApiError.badField(
          path + ".role", "expected one of system, developer, user, assistant, tool");
    }
    return role.textValue();
  }

  private void dropFields() {
    Set<String> read = new HashSet<>(Parameters.NAMES);
    read.addAll(Set.of("model", "messages", "stream", "stream_options"));
    read.addAll(opened.taken());
    dropped.fieldsBut(read, body);
    dropped.streamOptions(body);
  }
}
