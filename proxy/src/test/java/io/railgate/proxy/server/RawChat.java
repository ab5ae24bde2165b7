package io.railgate.proxy.server;

import io.railgate.proxy.TestProxy;
import java.nio.charset.StandardCharsets;

/** Chat requests as bytes on a connection. */
final class RawChat {

  /** The head of a request whose body comes in chunks. */
  static final String CHUNKED_HEAD = start() + "transfer-encoding: chunked\r\n\r\n";

  private RawChat() {}

  /** The head of a request whose body has so many bytes. */
  static String head(int bytes) {
    return start() + "content-length: " + bytes + "\r\n\r\n";
  }

  /** A whole request. */
  static String of(String body) {
    return head(body.getBytes(StandardCharsets.UTF_8).length) + body;
  }

  /** The body of a request with one user message. */
  static String body(String message) {
    return "{\"messages\":[" + TestProxy.user(message) + "]}";
  }

  private static String start() {
    return "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
  }
}
