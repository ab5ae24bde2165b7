package io.railgate.proxy.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.railgate.proxy.backend.Backend;
import io.railgate.proxy.backend.SseDecoder;
import io.railgate.proxy.openai.AnswerEvents;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.Json;
import io.railgate.proxy.openai.JsonText;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Passes a backend's stream of chunks on to a client, event by event, each checked to be one JSON
 * object, with comments in between if the backend is slow. Reads no faster than the client does.
 * Fails with an {@link ApiError} if the backend breaks off or falls silent. Lives on one event
 * loop.
 */
final class StreamRelay {

  private static final String DONE = "[DONE]";

  /** Longest wait for a backend to end its body after {@code [DONE]}; then the call is cut off. */
  private static final Duration AFTER_DONE = Duration.ofSeconds(1);

  /** Least time that a client has to take something of a stream that waits for it. */
  private static final Duration LEAST_STALL = Duration.ofSeconds(10);

  /** Longest time in which a client hears nothing, whatever the backend's idle time is. */
  private static final Duration MAX_QUIET = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Countdown clock;
  private final HttpClientResponse from;
  private final ClientAnswer to;
  private final AnswerEvents events;
  private final int choices;
  private final Backend backend;
  private final Duration idle;
  private final Heard heard;
  private final SseDecoder decoder = new SseDecoder();
  private final Promise<Void> end = Promise.promise();
  private final Set<Integer> finished = new HashSet<>();
  private boolean ended;
  private boolean quiet;
  private boolean begun;

  private StreamRelay(
      Vertx vertx,
      HttpClientResponse from,
      ClientAnswer to,
      AnswerEvents events,
      int choices,
      Backend backend,
      Heard heard) {
    this.vertx = vertx;
    this.clock = new Countdown(vertx);
    this.from = from;
    this.to = to;
    this.events = events;
    this.choices = choices;
    this.backend = backend;
    this.idle = backend.timeouts().idle();
    this.heard = heard;
  }

  /**
   * Relays until the end.
   *
   * @param from the backend's answer, paused, of status 200
   * @param cancelled completes if the call is broken off, of which a paused answer does not tell
   * @param events make the client's events of the backend's
   * @param choices how many choices were asked for
   * @param backend whose answer it is; it may be silent for its idle time
   * @param heard is told what is relayed
   */
  static Future<Void> relay(
      Vertx vertx,
      HttpClientResponse from,
      Future<Void> cancelled,
      ClientAnswer to,
      AnswerEvents events,
      int choices,
      Backend backend,
      Heard heard) {
    String type = from.headers().get("content-type");
    if (type == null || !type.startsWith("text/event-stream")) {
      return Future.failedFuture(
          ApiError.server(502, "backend_broke_off", "the backend did not answer with a stream"));
    }
    WholeRelay.passOn(from, to);
    StreamRelay relay = new StreamRelay(vertx, from, to, events, choices, backend, heard);
    cancelled.onSuccess(now -> relay.fail("the call to the backend was cancelled"));
    return relay.run();
  }

  private Future<Void> run() {
    to.openStream(events);
    from.exceptionHandler(e -> fail("the backend broke off within its answer"));
    from.endHandler(e -> backendEnded());
    from.handler(this::chunk);
    to.onDrain(this::resume);
    resume();
    long ticks = vertx.setPeriodic(quiet().toMillis(), tick -> keepAlive());
    return end.future().onComplete(over -> vertx.cancelTimer(ticks));
  }

  private void chunk(Buffer chunk) {
    if (isOver()) {
      return; // what comes after the end is read only to keep the connection
    }
    restartClock();
    try {
      for (String event : decoder.decode(chunk.getBytes())) {
        event(event);
      }
    } catch (SseDecoder.EventTooLong | Json.NotJson e) {
      fail("the backend's stream cannot be read");
    } catch (ApiError e) {
      fail(e);
    }
    if (isOver()) {
      return;
    }
    if (to.isFull()) {
      from.pause();
      clock.start(idle.compareTo(LEAST_STALL) > 0 ? idle : LEAST_STALL, to::cut);
    }
  }

  /** A third of the backend's idle time: so a client hears of a backend that is only slow. */
  private Duration quiet() {
    Duration third = idle.dividedBy(3);
    return third.compareTo(MAX_QUIET) < 0 ? third.plusMillis(1) : MAX_QUIET;
  }

  private void keepAlive() {
    if (quiet && !isOver() && !to.isFull()) {
      to.keepAlive();
    }
    quiet = true;
  }

  private void event(String data) throws Json.NotJson {
    if (isOver()) {
      return;
    }
    if (data.equals(DONE)) {
      if (begun) {
        finish();
      } else {
        fail("the backend ended before it answered");
      }
      return;
    }
    JsonText chunk = JsonText.read(data);
    if (chunk.tree().hasNonNull("error")) {
      ended = true;
      clock.stop();
      heard.broke();
      from.request().reset();
      to.cutAfter(JsonText.read(backend.withoutKey(chunk.text()))).onComplete(end);
      return;
    }
    begun = true;
    for (JsonNode choice : chunk.tree().path("choices")) {
      if (choice.path("finish_reason").isTextual()) {
        finished.add(choice.path("index").asInt());
      }
    }
    heard.chunk(chunk.tree());
    to.chunk(chunk);
    quiet = false;
  }

  private void backendEnded() {
    clock.stop();
    if (isOver()) {
      return;
    }
    if (finished.size() >= choices) { // some endpoints leave out [DONE]
      ended = true;
      heard.end();
      to.endStream().onComplete(end);
    } else {
      fail("the backend ended within its answer");
    }
  }

  /** Whether the answer has ended, one way or the other; what still comes is of no use. */
  private boolean isOver() {
    return ended || end.future().isComplete();
  }

  private void finish() {
    ended = true;
    heard.end();
    clock.start(AFTER_DONE, () -> from.request().reset());
    to.endStream().onComplete(end);
  }

  private void fail(String message) {
    fail(ApiError.server(502, "backend_broke_off", message));
  }

  private void fail(ApiError error) {
    if (!isOver()) {
      clock.stop();
      end.tryFail(error);
    }
  }

  private void resume() {
    if (!isOver()) {
      restartClock();
      from.resume();
    }
  }

  private void restartClock() {
    clock.start(
        idle,
        () ->
            fail(
                ApiError.server(
                    504,
                    "backend_timeout",
                    "the backend was silent for " + idle.toMillis() + " ms")));
  }
}
