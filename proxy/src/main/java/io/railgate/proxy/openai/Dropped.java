package io.railgate.proxy.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names of what is left out of a request, for the client to see. Collects for one request. */
public final class Dropped {

  private static final int MAX_NAMES = 32;

  /** A name that may stand in a header; a client can call a field anything. */
  private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  private final Set<String> turns = new LinkedHashSet<>();
  private final Set<String> fields = new LinkedHashSet<>();

  /** Turns of a kind. The name is the reader's, not the client's. */
  public void turns(String name) {
    turns.add(name);
  }

  /** A field. */
  public void field(String name) {
    fields.add(PLAIN.matcher(name).matches() ? name : "?");
  }

  /** All fields of {@code body} but those that are read. */
  public void fieldsBut(Set<String> read, ObjectNode body) {
    for (var field : body.properties()) {
      if (!read.contains(field.getKey())) {
        field(field.getKey());
      }
    }
  }

  /** The field {@code stream_options}, if it holds more than is read of it. */
  public void streamOptions(ObjectNode body) {
    if (body.path("stream_options").properties().stream()
        .anyMatch(option -> !option.getKey().equals("include_usage"))) {
      field("stream_options");
    }
  }

  /** The names: turns first. */
  public List<String> names() {
    return Stream.concat(turns.stream(), fields.stream()).distinct().limit(MAX_NAMES).toList();
  }
}
