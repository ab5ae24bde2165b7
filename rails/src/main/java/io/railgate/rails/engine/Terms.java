package io.railgate.rails.engine;

import io.railgate.rails.set.Groups;
import java.time.LocalDate;

/**
 * What a decision depends on beside the rail set and what was said.
 *
 * @param today the day that "today" is
 * @param groups whose rails the client may use: a message that belongs to another rail is refused
 *     as one that matches nothing
 */
public record Terms(LocalDate today, Groups groups) {

  /** Those of a client that may use every rail. */
  public static Terms on(LocalDate today) {
    return new Terms(today, Groups.ALL);
  }
}
