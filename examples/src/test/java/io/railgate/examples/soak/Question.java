package io.railgate.examples.soak;

import io.railgate.proxy.ScriptedBackend;

/**
 * One request of a client.
 *
 * @param path below the proxy's base URL
 * @param body in JSON
 */
record Question(Kind kind, String path, String body) {

  /** What is asked, and what has to become of it. */
  enum Kind {
    /** Asked before, forwarded. */
    SEEN,
    /** The same, streamed. */
    STREAMED,
    /** Never asked before: the encoder has to read it. */
    NEW,
    /** Of no rail. */
    REFUSED,
    /** For the decision only. */
    CHECKED,
    /** The last of several turns, whose replies the proxy gave. */
    TALK,
    /** Its client leaves before it is answered. */
    LEAVES,
    /** The backend answers with an error. */
    FAILS,
    /** The backend closes the connection. */
    BREAKS,
    /** The backend dies within a stream. */
    DIES
  }

  /**
   * Whether an answer is the one that is due.
   *
   * @param text of its body, as far as it came
   * @param whole whether it came to its end
   */
  boolean isAnsweredBy(int status, String text, boolean whole) {
    return switch (kind) {
      case SEEN, TALK -> whole && status == 200 && text.contains(ScriptedBackend.ANSWER);
      case NEW, REFUSED ->
          whole && status == 200 && text.contains("\"object\":\"chat.completion\"");
      case STREAMED -> whole && status == 200 && text.endsWith("data: [DONE]\n\n");
      case CHECKED -> whole && status == 200 && text.contains("\"action\":");
      case LEAVES -> true;
      case FAILS -> whole && status == 500 && text.contains(SoakBackend.ERROR);
      case BREAKS -> whole && status == 502 && text.contains("backend_broke_off");
      case DIES -> !whole && status == 200 && text.contains("data: {\"error\":");
    };
  }
}
