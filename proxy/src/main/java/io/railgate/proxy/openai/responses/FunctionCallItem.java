package io.railgate.proxy.openai.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;
import java.util.UUID;

/** A call of a function that the client is to make. */
final class FunctionCallItem implements Item {

  private final String id = "fc_" + UUID.randomUUID().toString().replace("-", "");
  private final String callId;
  private final String name;
  private final StringBuilder arguments = new StringBuilder();

  FunctionCallItem(String callId, String name) {
    this.callId = callId;
    this.name = name;
  }

  @Override
  public String id() {
    return id;
  }

  String name() {
    return name;
  }

  void append(String piece) {
    arguments.append(piece);
  }

  String arguments() {
    return arguments.toString();
  }

  @Override
  public ObjectNode json(String status) {
    return Json.object()
        .put("id", id)
        .put("type", "function_call")
        .put("status", status)
        .put("call_id", callId)
        .put("name", name)
        .put("arguments", arguments());
  }
}
