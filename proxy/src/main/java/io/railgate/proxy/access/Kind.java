package io.railgate.proxy.access;

import io.railgate.rails.set.RateLimits;
import java.util.OptionalInt;

/** What is counted. */
public enum Kind {
  /** Requests of any kind. */
  REQUESTS("requests"),
  /** Prompts that are forwarded to the backend. */
  PROMPTS("prompts");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  /** The word for it on the wire. */
  public String word() {
    return word;
  }

  /** How many of it in a minute; empty for any number. */
  public OptionalInt perMinute(RateLimits limits) {
    return switch (this) {
      case REQUESTS -> limits.requestsPerMinute();
      case PROMPTS -> limits.promptsPerMinute();
    };
  }
}
