package io.railgate.proxy.openai.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.AnswerEvents;
import io.railgate.proxy.openai.ChatRequest;
import io.railgate.proxy.openai.JsonText;
import io.railgate.proxy.openai.Protocol;
import java.util.Set;

/** {@code POST /v1/chat/completions}: a backend's answer is passed on as it came. */
public final class ChatCompletions implements Protocol {

  @Override
  public String saysIn() {
    return "messages";
  }

  @Override
  public ChatRequest read(ObjectNode body, Set<String> opened) {
    return new ChatRequestReader(body, opened).read();
  }

  @Override
  public String whole(ChatRequest asked, JsonText completion) {
    return completion.text();
  }

  @Override
  public AnswerEvents events(ChatRequest asked) {
    return new ChatEvents();
  }
}
