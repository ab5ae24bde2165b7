package io.railgate.proxy.openai.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** What the assistant says. */
final class MessageItem implements Item {

  private final String id = "msg_" + UUID.randomUUID().toString().replace("-", "");
  private final List<Part> parts = new ArrayList<>();

  @Override
  public String id() {
    return id;
  }

  /** The part of a kind; begins it if there is none. */
  Part part(Part.Kind kind, Consumer<Part> begun) {
    for (Part part : parts) {
      if (part.kind() == kind) {
        return part;
      }
    }
    Part part = new Part(kind, parts.size());
    parts.add(part);
    begun.accept(part);
    return part;
  }

  List<Part> parts() {
    return List.copyOf(parts);
  }

  @Override
  public ObjectNode json(String status) {
    ObjectNode made = Json.object().put("id", id).put("type", "message").put("status", status);
    ArrayNode content = made.put("role", "assistant").putArray("content");
    parts.forEach(part -> content.add(part.json()));
    return made;
  }
}
