package io.railgate.proxy.server;

import io.railgate.proxy.openai.AnswerEvents;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.Event;
import io.railgate.proxy.openai.JsonText;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.set.RailId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to a client: one JSON body, or a stream of events. Lives on the request's event
 * loop.
 */
final class ClientAnswer {

  /** Time for a client to read an error while what it still sends is read and forgotten. */
  private static final Duration LINGER = Duration.ofSeconds(1);

  /** How headers on limits begin. */
  static final String RATE_LIMIT = "x-ratelimit-";

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final boolean exposes;
  private @Nullable AnswerEvents stream;
  private boolean limited;

  /**
   * Begins an answer.
   *
   * @param exposes whether the client is told what was decided and dropped
   */
  ClientAnswer(Vertx vertx, HttpServerRequest request, RequestId id, boolean exposes) {
    this.vertx = vertx;
    this.exposes = exposes;
    this.request = request;
    this.response = request.response().putHeader("x-request-id", id.value());
  }

  /** Of the request's event loop. */
  Context context() {
    return vertx.getOrCreateContext();
  }

  /** Sets a header; before the head is sent. */
  void header(String name, String value) {
    response.putHeader(name, value);
  }

  /** Sets a header on a limit of the proxy's own: those of the backend's are not passed on then. */
  void ownLimit(String name, String value) {
    limited = true;
    header(name, value);
  }

  /** Passes on a header of the backend's, unless it tells of other limits than the client's. */
  void passOn(String name, String value) {
    if (!limited || !name.startsWith(RATE_LIMIT)) {
      header(name, value);
    }
  }

  /** Says in a header that what was decided did not hold. */
  void monitored() {
    if (exposes) {
      header("railgate-mode", "monitor");
    }
  }

  /** Says in headers what was decided. */
  void decided(Decision decision) {
    if (!exposes) {
      return;
    }
    header("railgate-action", decision.action());
    decision.decidedBy().map(RailId::toString).ifPresent(rail -> header("railgate-rail", rail));
    decision
        .evidence()
        .confidence()
        .ifPresent(sure -> header("railgate-confidence", inThousandths(sure)));
    header("railgate-set", decision.evidence().setDigest());
  }

  /** Such as 0.973. */
  private static String inThousandths(double share) {
    return BigDecimal.valueOf(share).setScale(3, RoundingMode.HALF_UP).toPlainString();
  }

  /** Names in a header what of the request is not forwarded. */
  void dropped(List<String> names) {
    response.headers().remove("railgate-dropped");
    if (exposes && !names.isEmpty()) {
      header("railgate-dropped", String.join(", ", names));
    }
  }

  /** Answers with JSON, and reads no more of the request than has come. */
  Future<Void> json(int status, String body) {
    response.setStatusCode(status).putHeader("content-type", "application/json");
    if (!hasUnreadBody()) {
      return watched(response.end(body));
    }
    header("connection", "close");
    // Not paused: what a paused connection was sent, Vert.x 5.2.0 does not release at its end.
    request.handler(rest -> {}).resume();
    return response.end(body).onComplete(sent -> closeSoon());
  }

  /** Cuts the connection if the client takes nothing of the end of its answer. */
  private Future<Void> watched(Future<Void> ended) {
    if (!ended.isComplete()) {
      UnreadAnswer.watch(vertx, request.connection(), ended);
    }
    return ended;
  }

  /** Starts a stream of events; the head is sent with the first of them. */
  void openStream(AnswerEvents events) {
    stream = events;
    response.putHeader("content-type", "text/event-stream").putHeader("cache-control", "no-cache");
    if (endsByClosing()) {
      response.putHeader("connection", "close");
    } else {
      response.setChunked(true);
    }
  }

  /**
   * Sends what a chunk becomes in the client's protocol.
   *
   * @throws ApiError if the answer becomes longer than is kept
   */
  void chunk(JsonText chunk) {
    String events = text(opened().chunk(chunk));
    if (!events.isEmpty()) {
      response.write(events);
    } else if (!response.headWritten()) {
      response.writeHead(); // so that the client knows that the answer begins
    }
  }

  /**
   * Sends a comment, which clients pass over and which keeps what stands between from hanging up.
   */
  void keepAlive() {
    response.write(": keep-alive\n\n");
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
    Future<Void> ended = watched(response.end(text(opened().end())));
    return endsByClosing() ? ended.eventually(() -> request.connection().close()) : ended;
  }

  /** Cuts the connection of a client that takes nothing of what it is sent. */
  void cut() {
    HardClose.of(request.connection());
  }

  /** Sends an error of the backend's as the last event, then cuts the connection. */
  Future<Void> cutAfter(JsonText error) {
    return cutAfter(opened().error(error));
  }

  /** So that no client takes the answer for whole. */
  private Future<Void> cutAfter(Event last) {
    return response.write(last.toText()).eventually(() -> request.connection().close());
  }

  /**
   * Starts an answer that is passed on as it comes.
   *
   * @param headers of the backend's, of which those are passed on that say how the body is read
   */
  void openRaw(int status, MultiMap headers) {
    response.setStatusCode(status);
    for (String name : List.of("content-type", "content-encoding", "content-length")) {
      if (headers.contains(name)) {
        header(name, headers.get(name));
      }
    }
    if (endsByClosing()) {
      header("connection", "close");
    } else if (!headers.contains("content-length")) {
      response.setChunked(true);
    }
  }

  /** Passes a piece of a body on. */
  void raw(Buffer piece) {
    response.write(piece);
  }

  /** Ends an answer that was passed on. */
  Future<Void> endRaw() {
    Future<Void> ended = watched(response.end());
    return endsByClosing() ? ended.eventually(() -> request.connection().close()) : ended;
  }

  /** Ends with an error: as a body with its status, or as the last event of a stream that began. */
  Future<Void> fail(ApiError error) {
    if (response.ended() || response.closed()) {
      return Future.succeededFuture();
    }
    if (stream != null && response.headWritten()) {
      return cutAfter(stream.error(error));
    }
    if (response.headWritten()) {
      return request.connection().close(); // so that no client takes the answer for whole
    }
    response.setChunked(false);
    response
        .headers()
        .remove("transfer-encoding")
        .remove("cache-control")
        .remove("content-length")
        .remove("content-encoding");
    error.retryAfter().ifPresent(wait -> header("retry-after", "" + wait.toSeconds()));
    return json(error.status(), error.toJson());
  }

  private void closeSoon() {
    vertx.setTimer(LINGER.toMillis(), fired -> HardClose.of(request.connection()));
  }

  private boolean hasUnreadBody() {
    String length = request.getHeader("content-length");
    boolean sendsBody =
        request.getHeader("transfer-encoding") != null || (length != null && !length.equals("0"));
    return sendsBody && !request.isEnded();
  }

  private AnswerEvents opened() {
    if (stream == null) {
      throw new IllegalStateException("no stream is open");
    }
    return stream;
  }

  private static String text(List<Event> events) {
    return events.stream().map(Event::toText).collect(Collectors.joining());
  }

  /** HTTP/1.0 knows no chunks: the end of a stream is the end of its connection. */
  private boolean endsByClosing() {
    return request.version() == HttpVersion.HTTP_1_0;
  }
}
