package io.railgate.proxy.openai;

import java.util.List;

/**
 * Makes the events of one answer from the chunks of a chat completion. Keeps what it needs of those
 * that came: for one stream, on one thread.
 */
public interface AnswerEvents {

  /**
   * The events that a chunk becomes; none if it says nothing in this protocol.
   *
   * @throws ApiError if the answer becomes longer than is kept
   */
  List<Event> chunk(JsonText chunk);

  /** The events after the last chunk. */
  List<Event> end();

  /** The event with which a stream breaks off that cannot go on. */
  Event error(ApiError error);

  /**
   * The same for an error of the backend's.
   *
   * @param chunk has a field {@code error}
   */
  Event error(JsonText chunk);
}
