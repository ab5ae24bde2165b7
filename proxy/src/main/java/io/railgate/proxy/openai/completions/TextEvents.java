package io.railgate.proxy.openai.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.AnswerEvents;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.Event;
import io.railgate.proxy.openai.JsonText;
import java.util.List;

/** Chunks of text. A chunk that says nothing, such as the one with the role, becomes none. */
final class TextEvents implements AnswerEvents {

  private final TextChoices choices = new TextChoices("delta");

  @Override
  public List<Event> chunk(JsonText chunk) {
    ObjectNode made = choices.of(chunk.tree());
    return saysSomething(made) ? List.of(Event.of(made.toString())) : List.of();
  }

  @Override
  public List<Event> end() {
    return List.of(Event.of("[DONE]"));
  }

  @Override
  public Event error(ApiError error) {
    return Event.of(error.toJson());
  }

  @Override
  public Event error(JsonText chunk) {
    return Event.of(chunk.line());
  }

  /** A chunk without a choice holds the usage. */
  private static boolean saysSomething(ObjectNode made) {
    boolean silent = !made.path("choices").isEmpty();
    for (JsonNode choice : made.path("choices")) {
      silent &=
          choice.path("text").asText().isEmpty()
              && !choice.hasNonNull("finish_reason")
              && !choice.hasNonNull("logprobs");
    }
    return !silent;
  }
}
