package io.railgate.proxy.openai.chat;

import io.railgate.proxy.openai.AnswerEvents;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.Event;
import io.railgate.proxy.openai.JsonText;
import java.util.List;

/** The chunks as they came. */
final class ChatEvents implements AnswerEvents {

  @Override
  public List<Event> chunk(JsonText chunk) {
    return List.of(Event.of(chunk.line()));
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
}
