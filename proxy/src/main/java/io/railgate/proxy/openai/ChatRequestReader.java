package io.railgate.proxy.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the body of {@code POST /v1/chat/completions}. Whatever is not read into the {@link
 * ChatRequest} is gone; its name is listed as dropped.
 */
public final class ChatRequestReader {

  /** Most messages of a request. */
  public static final int MAX_MESSAGES = 256;

  /** Longest user turn that is decided on, in bytes of UTF-8. */
  public static final int MAX_TURN_BYTES = 32 * 1024;

  /** Most user turns without an answer between them: each is embedded. */
  public static final int MAX_TURNS = 16;

  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool", "function");

  /** Fields of the body that are read; those in {@link Parameters#NAMES} beside them. */
  private static final Set<String> READ = Set.of("model", "messages", "stream", "stream_options");

  /** A field's name that may stand in a header; a client can call a field anything. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  private static final int MAX_NAMES_SHOWN = 32;

  private final ObjectNode body;
  private final Set<String> droppedTurns = new LinkedHashSet<>();
  private final Set<String> droppedFields = new LinkedHashSet<>();

  private ChatRequestReader(ObjectNode body) {
    this.body = body;
  }

  /**
   * Reads a body.
   *
   * @throws ApiError with status 400 if it is no chat request
   */
  public static ChatRequest read(byte[] body) {
    try {
      return new ChatRequestReader(Json.readObject(body)).read();
    } catch (Json.NotJson e) {
      throw ApiError.badBody("the body " + e.getMessage());
    }
  }

  private ChatRequest read() {
    Optional<String> model = model();
    List<JsonNode> messages = messages();
    List<ChatRequest.Round> rounds = rounds(messages);
    Parameters parameters = Parameters.read(body);
    dropFields();
    return new ChatRequest(
        model,
        rounds,
        count(messages, "assistant"),
        systemMessage(messages),
        body.path("response_format").path("type").asText().equals("json_schema"),
        parameters,
        shown());
  }

  private Optional<String> model() {
    JsonNode model = body.path("model");
    if (model.isMissingNode() || model.isNull()) {
      return Optional.empty();
    }
    if (!model.isTextual() || model.textValue().isBlank()) {
      String found = model.isTextual() ? "an empty string" : Kind.of(model);
      throw ApiError.badField("model", "found " + found + ", expected a model's name");
    }
    return Optional.of(model.textValue());
  }

  private List<JsonNode> messages() {
    JsonNode messages = body.path("messages");
    if (!messages.isArray() || messages.isEmpty()) {
      throw ApiError.badField(
          "messages",
          "found %s, expected an array of messages"
              .formatted(messages.isArray() ? "an empty array" : Kind.of(messages)));
    }
    if (messages.size() > MAX_MESSAGES) {
      throw ApiError.badField(
          "messages", "found %d, expected at most %d".formatted(messages.size(), MAX_MESSAGES));
    }
    List<JsonNode> list = new ArrayList<>();
    messages.forEach(list::add);
    return list;
  }

  /** The user's turns and what was answered to them. All other messages are dropped. */
  private List<ChatRequest.Round> rounds(List<JsonNode> messages) {
    List<ChatRequest.Round> rounds = new ArrayList<>();
    List<String> user = new ArrayList<>();
    List<Optional<String>> answers = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      String path = "messages[" + i + "]";
      String role = role(messages.get(i), path);
      if (role.equals("user")) {
        if (!answers.isEmpty()) {
          droppedTurns.add("messages.user");
          rounds.add(round(user, answers));
        }
        user.add(turn(messages.get(i).path("content"), path + ".content"));
        requireFewTurns(user);
        continue;
      }
      droppedTurns.add("messages." + role);
      if (role.equals("assistant") && !user.isEmpty()) {
        answers.add(answer(messages.get(i)));
      }
    }
    requireUserLast(messages);
    rounds.add(round(user, answers));
    return rounds;
  }

  private static void requireFewTurns(List<String> user) {
    if (user.size() > MAX_TURNS) {
      throw ApiError.badField(
          "messages",
          "found more than %d user turns without an answer between them".formatted(MAX_TURNS));
    }
  }

  /** Takes what was collected, and leaves the lists empty. */
  private static ChatRequest.Round round(List<String> user, List<Optional<String>> answers) {
    var round =
        new ChatRequest.Round(user, answers.size() == 1 ? answers.getFirst() : Optional.empty());
    user.clear();
    answers.clear();
    return round;
  }

  /** The text of an assistant message; empty if it has none, or something else beside it. */
  private static Optional<String> answer(JsonNode message) {
    JsonNode content = message.path("content");
    if (content.isTextual()) {
      return Optional.of(content.textValue());
    }
    boolean onlyText = content.isArray() && !content.isEmpty();
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      onlyText &= "text".equals(part.path("type").textValue()) && part.path("text").isTextual();
      text.append(part.path("text").asText());
    }
    return onlyText ? Optional.of(text.toString()) : Optional.empty();
  }

  private static int count(List<JsonNode> messages, String role) {
    return (int)
        messages.stream().filter(each -> role.equals(each.path("role").textValue())).count();
  }

  private static Optional<String> systemMessage(List<JsonNode> messages) {
    for (int i = 0; i < messages.size(); i++) {
      String role = messages.get(i).path("role").textValue();
      if ("system".equals(role) || "developer".equals(role)) {
        return Optional.of("messages[" + i + "]");
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
    if (!message.isObject()) {
      throw ApiError.badField(path, "found " + Kind.of(message) + ", expected an object");
    }
    JsonNode role = message.path("role");
    if (!role.isTextual() || !ROLES.contains(role.textValue())) {
      throw ApiError.badField(
          path + ".role", "expected one of system, developer, user, assistant, tool");
    }
    return role.textValue();
  }

  private static String turn(JsonNode content, String path) {
    String text = content.isArray() ? parts(content, path) : text(content, path);
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_TURN_BYTES) {
      throw ApiError.badField(
          path, "found %d bytes, expected at most %d".formatted(bytes, MAX_TURN_BYTES));
    }
    return text;
  }

  private static String parts(JsonNode content, String path) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < content.size(); i++) {
      JsonNode part = content.get(i);
      String place = path + "[" + i + "]";
      if (!"text".equals(part.path("type").textValue())) {
        throw ApiError.badField(place + ".type", "only parts of type text are read");
      }
      texts.add(text(part.path("text"), place + ".text"));
    }
    if (texts.isEmpty()) {
      throw ApiError.badField(path, "found an empty array, expected parts of type text");
    }
    return String.join("\n", texts);
  }

  private static String text(JsonNode node, String path) {
    if (!node.isTextual()) {
      throw ApiError.badField(path, "found " + Kind.of(node) + ", expected a string");
    }
    return node.textValue();
  }

  private void dropFields() {
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!READ.contains(name) && !Parameters.NAMES.contains(name)) {
                droppedFields.add(name);
              }
            });
    body.path("stream_options")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("include_usage")) {
                droppedFields.add("stream_options");
              }
            });
  }

  /** Names that hold nothing but letters; a client can call a field anything. */
  private List<String> shown() {
    Stream<String> fields =
        droppedFields.stream().map(name -> PLAIN_NAME.matcher(name).matches() ? name : "?");
    return Stream.concat(droppedTurns.stream(), fields).distinct().limit(MAX_NAMES_SHOWN).toList();
  }
}
