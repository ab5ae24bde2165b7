package io.railgate.proxy.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One exchange, when it is over.
 *
 * @param route one of the proxy's own paths
 * @param action the decision's word for itself; {@code none} if nothing was decided
 * @param rail that decided; empty if none did
 * @param status that the client was answered with
 * @param confidence of the decision, in [0, 1]
 * @param stages how long the parts of its way took, by name
 * @param total from the first byte of the request to the last of the answer
 */
public record Measured(
    String route,
    String action,
    Optional<String> rail,
    int status,
    OptionalDouble confidence,
    Map<String, Duration> stages,
    Duration total) {

  public Measured {
    stages = Map.copyOf(stages);
  }
}
