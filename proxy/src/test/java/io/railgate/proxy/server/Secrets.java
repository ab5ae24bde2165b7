package io.railgate.proxy.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import java.util.regex.Pattern;

/** Words that must not be seen elsewhere, put into JSON at random. */
final class Secrets {

  /** What each secret looks like, and nothing else. */
  static final Pattern SECRET = Pattern.compile("zq[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

  private final Random random;

  Secrets(Random random) {
    this.random = random;
  }

  Random random() {
    return random;
  }

  String next() {
    return "zq%012x".formatted(random.nextLong() & 0xffff_ffff_ffffL);
  }

  void sometimes(Runnable doing) {
    if (random.nextInt(3) == 0) {
      doing.run();
    }
  }

  /** A secret as a field. */
  void put(ObjectNode object, String field) {
    sometimes(() -> object.put(field, next()));
  }

  /** Text as content, or as a part of it, with fields beside it that no one knows. */
  void content(ObjectNode message, String type, String text) {
    if (random.nextBoolean()) {
      message.put("content", text);
      return;
    }
    ObjectNode part = message.putArray("content").addObject().put("type", type).put("text", text);
    sometimes(() -> part.put(next(), next()));
  }

  /** A JSON schema. */
  void schema(ObjectNode schema) {
    schema.put("type", "object").put("title", next()).put("description", next());
    schema.putObject("properties").putObject(next()).putArray("enum").add(next());
  }

  /** A message that has a role. */
  ObjectNode message(ArrayNode messages, String role) {
    ObjectNode message = messages.addObject().put("role", role);
    put(message, "name");
    sometimes(() -> message.put(next(), next()));
    return message;
  }

  /** The same JSON with some letters of secrets as escapes. */
  String escaped(String json) {
    return SECRET
        .matcher(json)
        .replaceAll(
            found ->
                random.nextInt(4) == 0 ? "z\\\\u0071" + found.group().substring(2) : found.group());
  }
}
