package io.railgate.proxy.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Takes the fields of one request that a set lets through as they came. */
public final class Opened {

  private final ObjectNode body;
  private final Set<String> allowed;
  private final Map<String, JsonNode> fields = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();

  /**
   * Takes from a request.
   *
   * @param allowed names of fields of a chat request
   */
  public Opened(ObjectNode body, Set<String> allowed) {
    this.body = body;
    this.allowed = allowed;
  }

  /** Whether a field of a chat request is let through. */
  public boolean allows(String name) {
    return allowed.contains(name);
  }

  /** Takes all fields of a chat request that are let through. */
  public void takeAll() {
    take(allowed);
  }

  /** Takes those of these fields that are let through, and there. */
  public void take(Collection<String> names) {
    for (var field : body.properties()) {
      String name = field.getKey();
      if (names.contains(name) && allows(name) && Fields.has(body, name)) {
        take(name, field.getValue());
        used(name);
      }
    }
  }

  /**
   * Takes a field that has another name or shape in a chat request.
   *
   * @param name its name in a chat request
   * @param value as it is forwarded
   */
  public void take(String name, JsonNode value) {
    fields.put(name, value);
  }

  /** Nothing of a field of this request is dropped. */
  public void used(String field) {
    taken.add(field);
  }

  /** What was taken, by names of a chat request. */
  public Map<String, JsonNode> fields() {
    return fields;
  }

  /** Names in the request of the fields that were taken whole. */
  public Set<String> taken() {
    return taken;
  }
}
