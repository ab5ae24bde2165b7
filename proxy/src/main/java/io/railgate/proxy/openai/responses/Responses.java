package io.railgate.proxy.openai.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.AnswerEvents;
import io.railgate.proxy.openai.ChatRequest;
import io.railgate.proxy.openai.JsonText;
import io.railgate.proxy.openai.Protocol;
import java.util.Set;

/** {@code POST /v1/responses}. */
public final class Responses implements Protocol {

  @Override
  public String saysIn() {
    return "input";
  }

  @Override
  public ChatRequest read(ObjectNode body, Set<String> opened) {
    return new ResponseRequestReader(body, opened).read();
  }

  @Override
  public String whole(ChatRequest asked, JsonText completion) {
    ResponseObject response = new ResponseObject(asked.parameters());
    response.learn(completion.tree());
    Output output = new Output(true);
    output.add(completion.tree(), "message");
    output.end();
    return response.ended(output).toString();
  }

  @Override
  public AnswerEvents events(ChatRequest asked) {
    return new ResponseEvents(new ResponseObject(asked.parameters()));
  }
}
