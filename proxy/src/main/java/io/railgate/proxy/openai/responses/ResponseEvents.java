package io.railgate.proxy.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.AnswerEvents;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.Event;
import io.railgate.proxy.openai.Json;
import io.railgate.proxy.openai.JsonText;
import java.util.ArrayList;
import java.util.List;

/** The events that build a response: its items begin, grow and are done; then the response is. */
final class ResponseEvents implements AnswerEvents, Output.Watcher {

  private final ResponseObject response;
  private final Output output = new Output(false); // those that were sent are not sent again
  private final List<ObjectNode> made = new ArrayList<>();
  private boolean begun;
  private int sequence;

  ResponseEvents(ResponseObject response) {
    this.response = response;
  }

  @Override
  public List<Event> chunk(JsonText chunk) {
    response.learn(chunk.tree());
    if (!begun) {
      begun = true;
      make("response.created").set("response", response.inProgress());
      make("response.in_progress").set("response", response.inProgress());
    }
    output.add(chunk.tree(), "delta", this);
    return taken();
  }

  @Override
  public List<Event> end() {
    output.end(this);
    List<Item> items = output.items();
    for (int i = 0; i < items.size(); i++) {
      done(items.get(i), i);
    }
    make(response.isComplete() ? "response.completed" : "response.incomplete")
        .set("response", response.ended(output));
    return taken();
  }

  @Override
  public Event error(ApiError error) {
    return breakOff(error.toTree().path("error"));
  }

  @Override
  public Event error(JsonText chunk) {
    return breakOff(chunk.tree().path("error"));
  }

  @Override
  public void began(Item item, int index) {
    make("response.output_item.added")
        .put("output_index", index)
        .set("item", item.json("in_progress"));
  }

  @Override
  public void began(Part part, MessageItem of, int index) {
    make("response.content_part.added", part, of, index).set("part", part.json());
  }

  @Override
  public void grew(Part part, MessageItem of, int index, String by, ArrayNode logprobs) {
    switch (part.kind()) {
      case TEXT ->
          make("response.output_text.delta", part, of, index)
              .put("delta", by)
              .set("logprobs", logprobs);
      case REFUSAL -> make("response.refusal.delta", part, of, index).put("delta", by);
    }
  }

  @Override
  public void grew(FunctionCallItem call, int index, String by) {
    make("response.function_call_arguments.delta")
        .put("item_id", call.id())
        .put("output_index", index)
        .put("delta", by);
  }

  private void done(Item item, int index) {
    switch (item) {
      case MessageItem message -> message.parts().forEach(part -> done(part, message, index));
      case FunctionCallItem call ->
          make("response.function_call_arguments.done")
              .put("item_id", call.id())
              .put("output_index", index)
              .put("name", call.name())
              .put("arguments", call.arguments());
    }
    make("response.output_item.done")
        .put("output_index", index)
        .set("item", item.json(response.status()));
  }

  private void done(Part part, MessageItem of, int index) {
    switch (part.kind()) {
      case TEXT ->
          make("response.output_text.done", part, of, index)
              .put("text", part.text())
              .set("logprobs", part.logprobs());
      case REFUSAL -> make("response.refusal.done", part, of, index).put("refusal", part.text());
    }
    make("response.content_part.done", part, of, index).set("part", part.json());
  }

  /** As OpenAI documents the event, and with the error object that SDKs look for. */
  private Event breakOff(JsonNode error) {
    make("error")
        .put("code", error.path("code").asText("server_error"))
        .put("message", error.path("message").asText(error.asText()))
        .put("param", error.path("param").textValue())
        .set("error", error);
    return taken().getLast();
  }

  private ObjectNode make(String type, Part part, MessageItem of, int index) {
    return make(type)
        .put("item_id", of.id())
        .put("output_index", index)
        .put("content_index", part.index());
  }

  /** Begins an event, to be filled before it is taken. */
  private ObjectNode make(String type) {
    ObjectNode event = Json.object().put("type", type).put("sequence_number", sequence++);
    made.add(event);
    return event;
  }

  private List<Event> taken() {
    List<Event> events =
        made.stream()
            .map(event -> Event.named(event.path("type").asText(), event.toString()))
            .toList();
    made.clear();
    return events;
  }
}
