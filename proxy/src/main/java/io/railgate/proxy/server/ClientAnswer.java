package io.railgate.proxy.server;

import io.railgate.proxy.openai.ApiError;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.set.RailId;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * What goes back to a client: one JSON body, or a stream of events. Lives on the request's event
 * loop.
 */
final class ClientAnswer {

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private boolean streaming;

  ClientAnswer(HttpServerRequest request, String requestId) {
    this.request = request;
    this.response = request.response().putHeader("x-request-id", requestId);
  }

  HttpServerResponse response() {
    return response;
  }

  /** Says in headers what was decided. */
  void decided(Decision decision) {
    response.putHeader("railgate-action", decision.action());
    decision
        .decidedBy()
        .map(RailId::toString)
        .ifPresent(r -> response.putHeader("railgate-rail", r));
    response.putHeader("railgate-set", decision.evidence().setDigest());
  }

  /** Names in a header what of the request is not forwarded. */
  void dropped(List<String> names) {
    if (!names.isEmpty()) {
      response.putHeader("railgate-dropped", String.join(", ", names));
    }
  }

  Future<Void> json(int status, String body) {
    return response.setStatusCode(status).putHeader("content-type", "application/json").end(body);
  }

  /** Starts a stream of events; the head is sent with the first of them. */
  void openStream() {
    streaming = true;
    response
        .setChunked(true)
        .putHeader("content-type", "text/event-stream")
        .putHeader("cache-control", "no-cache");
  }

  /** Sends one event. */
  void event(String data) {
    response.write("data: " + data + "\n\n");
  }

  /** Whether the client reads more slowly than events come. */
  boolean isFull() {
    return !response.closed() && response.writeQueueFull();
  }

  /** Calls {@code action} when a client that was slow has caught up. */
  void onDrain(Runnable action) {
    response.drainHandler(drained -> action.run());
  }

  /** Ends the stream as OpenAI does. */
  Future<Void> endStream() {
    return response.end("data: [DONE]\n\n");
  }

  /**
   * Ends with an error: as a body with its status, or, once a stream began, as its last event,
   * after which the connection is cut so that no client takes the answer for complete.
   */
  Future<Void> fail(ApiError error) {
    if (response.ended() || response.closed()) {
      return Future.succeededFuture();
    }
    if (streaming && response.headWritten()) {
      return response
          .write("data: " + error.toJson() + "\n\n")
          .eventually(() -> request.connection().close());
    }
    response.setChunked(false);
    response.headers().remove("transfer-encoding").remove("cache-control");
    error.retryAfter().ifPresent(wait -> response.putHeader("retry-after", "" + wait.toSeconds()));
    if (!request.isEnded()) {
      response.putHeader("connection", "close"); // the rest of the body will not be read
    }
    return json(error.status(), error.toJson());
  }
}
