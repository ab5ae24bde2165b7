package io.railgate.proxy.tracing;

import io.railgate.rails.engine.Decision;
import java.util.Optional;

/**
 * How a request ended.
 *
 * @param status that the client was answered with; {@link #CLIENT_GONE} if it left
 * @param error code of the error that it was told
 * @param decision empty if it did not come to one
 * @param set digest of the rail set, in hex
 * @param mode {@code enforce} or {@code monitor}
 */
public record Outcome(
    int status, Optional<String> error, Optional<Decision> decision, String set, String mode) {

  /** In place of a status that nobody read; nginx counts so too. */
  public static final int CLIENT_GONE = 499;
}
