package io.railgate.rails.set;

import java.util.OptionalInt;

/**
 * How much a client may ask in a minute.
 *
 * @param requestsPerMinute requests of any kind, 1 or more; empty for any number
 * @param promptsPerMinute prompts that are forwarded to the backend, 1 or more; empty for any
 *     number
 */
public record RateLimits(OptionalInt requestsPerMinute, OptionalInt promptsPerMinute) {

  public static final RateLimits NONE = new RateLimits(OptionalInt.empty(), OptionalInt.empty());

  /** These, and the limits of {@code others} where these say nothing. */
  public RateLimits or(RateLimits others) {
    return new RateLimits(
        requestsPerMinute.isPresent() ? requestsPerMinute : others.requestsPerMinute,
        promptsPerMinute.isPresent() ? promptsPerMinute : others.promptsPerMinute);
  }
}
