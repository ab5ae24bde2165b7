package io.railgate.rails.set;

import java.time.ZoneId;
import java.util.Optional;

/**
 * What of a conversation is forwarded beside the canonical prompt.
 *
 * @param prompt the system message of every forwarded request; empty for none
 * @param zone where the day begins that "today" is
 */
public record ConversationSettings(
    SystemMessages system, Optional<String> prompt, History history, ZoneId zone) {

  /** What becomes of a client's system and developer messages. */
  public enum SystemMessages {
    /** They are dropped; the set's own is sent. */
    REPLACE,
    /** A request with one is refused as invalid. */
    REJECT
  }

  /** Which earlier turns are forwarded. */
  public enum History {
    /** User turns as their canonical prompts, and the replies to them that this proxy gave. */
    VERIFIED,
    /** User turns as their canonical prompts. */
    CANONICAL,
    /** None. */
    NONE
  }
}
