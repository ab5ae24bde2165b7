package io.railgate.proxy.openai;

import java.util.Optional;

/**
 * A server-sent event.
 *
 * @param name its type; empty for none
 * @param data one line
 */
public record Event(Optional<String> name, String data) {

  /** An event without a name. */
  public static Event of(String data) {
    return new Event(Optional.empty(), data);
  }

  /** An event with a name. */
  public static Event named(String name, String data) {
    return new Event(Optional.of(name), data);
  }

  /** As it is sent. */
  public String toText() {
    return name.map(type -> "event: " + type + "\n").orElse("") + "data: " + data + "\n\n";
  }
}
