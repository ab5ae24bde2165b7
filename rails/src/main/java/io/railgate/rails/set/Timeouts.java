package io.railgate.rails.set;

import java.time.Duration;

/**
 * How long the backend may take.
 *
 * @param connect until a connection stands
 * @param firstByte from the request sent to the head of the answer
 * @param idle between two chunks of the answer
 * @param total from the client's request to the end of the answer
 */
public record Timeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {

  public static final Timeouts DEFAULT =
      new Timeouts(
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5));
}
