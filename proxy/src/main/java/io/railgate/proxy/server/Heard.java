package io.railgate.proxy.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.railgate.proxy.tracing.CallTrace;

/**
 * Those who are told of a backend's completion as it is relayed. Lives on one event loop.
 *
 * @param replies remember what clients were told
 * @param trace tells of the call
 */
record Heard(ReplyCollector replies, CallTrace trace) {

  /** A completion that came whole. */
  void whole(JsonNode completion) {
    trace.whole(completion);
    replies.whole(completion);
  }

  /** A chunk of one. */
  void chunk(JsonNode chunk) {
    trace.chunk(chunk);
    replies.chunk(chunk);
  }

  /** It is complete. */
  void end() {
    trace.ended();
    replies.end();
  }

  /** It ends in an error of the backend's. */
  void broke() {
    trace.failed("backend_error");
  }
}
