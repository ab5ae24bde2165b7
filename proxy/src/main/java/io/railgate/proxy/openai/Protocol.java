package io.railgate.proxy.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The shape in which clients ask and are answered on one route. Backends are asked for a chat
 * completion, whatever the client's protocol is. Safe for many threads.
 */
public interface Protocol {

  /** The field of a request that holds what the user says. */
  String saysIn();

  /**
   * Reads a request.
   *
   * @param opened fields that are forwarded as they came, by their names in a chat request
   * @throws ApiError with status 400 if it is none
   */
  ChatRequest read(ObjectNode body, Set<String> opened);

  /**
   * The body of a whole answer.
   *
   * @param completion a chat completion, of a backend's or of the proxy's own
   */
  String whole(ChatRequest asked, JsonText completion);

  /** The events of a streamed answer. */
  AnswerEvents events(ChatRequest asked);

  /** Reads a request; see {@link #read(ObjectNode, Set)}. */
  default ChatRequest read(byte[] body, Set<String> opened) {
    return read(object(body), opened);
  }

  /**
   * The object that a body holds.
   *
   * @throws ApiError with status 400 if it holds none
   */
  static ObjectNode object(byte[] body) {
    try {
      return Json.readObject(body);
    } catch (Json.NotJson e) {
      throw ApiError.badBody("the body " + e.getMessage());
    }
  }
}
