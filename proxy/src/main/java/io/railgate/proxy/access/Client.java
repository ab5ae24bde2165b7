package io.railgate.proxy.access;

import io.railgate.rails.set.Groups;
import io.railgate.rails.set.RateLimits;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param id of the client's key; empty where clients have no keys, who are all one then
 * @param groups whose rails the client may use
 * @param limits with those of the set where its key says nothing
 */
public record Client(Optional<String> id, Groups groups, RateLimits limits) {

  /** Anyone, without limits. */
  public static final Client ANYONE = new Client(Optional.empty(), Groups.ALL, RateLimits.NONE);
}
