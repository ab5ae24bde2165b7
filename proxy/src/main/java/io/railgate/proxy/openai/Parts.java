package io.railgate.proxy.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the content of a message: a string, or an array of parts. */
public final class Parts {

  private final List<String> types;

  /**
   * Reads parts.
   *
   * @param types those of text, the first of which is named in errors
   */
  public Parts(String... types) {
    this.types = List.of(types);
  }

  /**
   * The text, parts joined by line feeds.
   *
   * @throws ApiError if there is none, or something beside it that no rail can read
   */
  public String read(JsonNode content, String path) {
    if (!content.isArray()) {
      return Fields.text(content, path);
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < content.size(); i++) {
      JsonNode part = content.get(i);
      String place = path + "[" + i + "]";
      if (!isText(part)) {
        throw ApiError.badField(
            place + ".type", "only parts of type " + types.getFirst() + " are read");
      }
      texts.add(Fields.text(part.path("text"), place + ".text"));
    }
    if (texts.isEmpty()) {
      throw ApiError.badField(
          path, "found an empty array, expected parts of type " + types.getFirst());
    }
    return String.join("\n", texts);
  }

  /** The text of an answer, its parts joined; empty if it has none, or something beside it. */
  public Optional<String> onlyText(JsonNode content) {
    if (content.isTextual()) {
      return Optional.of(content.textValue());
    }
    boolean onlyText = content.isArray() && !content.isEmpty();
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      onlyText &= isText(part) && part.path("text").isTextual();
      text.append(part.path("text").asText());
    }
    return onlyText ? Optional.of(text.toString()) : Optional.empty();
  }

  private boolean isText(JsonNode part) {
    return part.path("type").isTextual() && types.contains(part.path("type").textValue());
  }
}
