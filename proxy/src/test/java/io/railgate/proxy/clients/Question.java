package io.railgate.proxy.clients;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a client is to ask: a conversation of a system message and one of the user's.
 *
 * @param choices how many choices to ask for; 1 asks for none in particular
 * @param retries how often the client may try again by itself
 */
record Question(
    String message,
    String model,
    boolean streamed,
    int choices,
    int retries,
    Set<Extra> extras,
    Leave leave) {

  static final String SYSTEM = "You are helpful.";

  /** A picture of one white point. */
  static final String PICTURE =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

  /** What a request may have more than a message. */
  enum Extra {
    /** The message as two parts of text: its first word, and the rest. */
    PARTS,
    /** A picture beside the text. */
    IMAGE,
    /** A tool {@code lookup} with the text {@code city}, of which one must be called. */
    TOOLS,
    /** The client's parse helper, for an object with the text {@code city}. */
    SCHEMA,
    /** A temperature of 9.5, which is no temperature. */
    HEAT
  }

  /** When the client leaves by itself. */
  enum Leave {
    NEVER,
    /** 600 ms after it asked, whatever came. */
    BEFORE_HEAD,
    /** When the answer has begun, before any text. */
    AT_HEAD,
    /** When it has the first text. */
    AT_TEXT
  }

  /** Milliseconds after which one leaves before the head. */
  static final int PATIENCE_MS = 600;

  static Question of(String message) {
    return new Question(
        message, "gpt-4o-mini", false, 1, 0, EnumSet.noneOf(Extra.class), Leave.NEVER);
  }

  Question model(String other) {
    return new Question(message, other, streamed, choices, retries, extras, leave);
  }

  Question streamed(boolean as) {
    return new Question(message, model, as, choices, retries, extras, leave);
  }

  Question choices(int many) {
    return new Question(message, model, streamed, many, retries, extras, leave);
  }

  Question retries(int many) {
    return new Question(message, model, streamed, choices, many, extras, leave);
  }

  Question with(Extra extra) {
    return new Question(message, model, streamed, choices, retries, EnumSet.of(extra), leave);
  }

  Question leaving(Leave at) {
    return new Question(message, model, streamed, choices, retries, extras, at);
  }

  boolean has(Extra extra) {
    return extras.contains(extra);
  }

  /** The message as {@link Extra#PARTS} has it. */
  String firstPart() {
    return message.substring(0, message.indexOf(' '));
  }

  String secondPart() {
    return message.substring(message.indexOf(' ') + 1);
  }
}
