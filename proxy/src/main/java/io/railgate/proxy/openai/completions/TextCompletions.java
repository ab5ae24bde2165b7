package io.railgate.proxy.openai.completions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.AnswerEvents;
import io.railgate.proxy.openai.ChatRequest;
import io.railgate.proxy.openai.JsonText;
import io.railgate.proxy.openai.Protocol;
import java.util.Set;

/** {@code POST /v1/completions}: the prompt is the one message of a conversation. */
public final class TextCompletions implements Protocol {

  @Override
  public String saysIn() {
    return "prompt";
  }

  @Override
  public ChatRequest read(ObjectNode body, Set<String> opened) {
    return new TextRequestReader(body, opened).read();
  }

  @Override
  public String whole(ChatRequest asked, JsonText completion) {
    return new TextChoices("message").of(completion.tree()).toString();
  }

  @Override
  public AnswerEvents events(ChatRequest asked) {
    return new TextEvents();
  }
}
