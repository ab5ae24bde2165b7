package io.railgate.proxy.server;

import io.railgate.proxy.backend.Backend;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.Json;
import io.railgate.proxy.openai.JsonText;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** Passes a backend's answer on to a client when it has come whole; its errors too. */
final class WholeRelay {

  /** Largest answer that is passed on, in bytes. */
  static final int MAX_ANSWER_BYTES = 4 << 20;

  /** What a client must see of a backend's head to behave well: when to come back. */
  private static final List<String> PASSED_ON = List.of("retry-after", ClientAnswer.RATE_LIMIT);

  private WholeRelay() {}

  /**
   * Relays an answer of status 200. Fails with an {@link ApiError} if it is no JSON object, or no
   * completion.
   *
   * @param from the backend's answer, paused
   * @param heard is told of it
   * @param shape makes the client's body of the backend's
   */
  static Future<Void> relay(
      Vertx vertx,
      HttpClientResponse from,
      ClientAnswer to,
      Backend backend,
      Heard heard,
      Function<JsonText, String> shape) {
    return body(vertx, from, backend)
        .compose(
            body -> {
              JsonText completion;
              try {
                completion = JsonText.read(body.getBytes());
              } catch (Json.NotJson e) {
                return Future.failedFuture(brokeOff("the backend's answer " + e.getMessage()));
              }
              if (!completion.tree().path("choices").isArray()
                  || completion.tree().hasNonNull("error")) {
                return Future.failedFuture(brokeOff("the backend's answer holds no choices"));
              }
              heard.whole(completion.tree());
              passOn(from, to);
              return to.json(200, shape.apply(completion));
            });
  }

  /**
   * Relays an error of the backend's with its status and body, but never the proxy's own key.
   *
   * @param from the backend's answer, paused
   */
  static Future<Void> relayError(
      Vertx vertx, HttpClientResponse from, ClientAnswer to, Backend backend) {
    return body(vertx, from, backend)
        .compose(
            body -> {
              passOn(from, to);
              String text = backend.withoutKey(body.toString(StandardCharsets.UTF_8));
              return to.json(from.statusCode(), asJson(text, from.statusCode()));
            });
  }

  /** Vert.x' own idle timeout goes by a clock that can be set, and shrinks each time it is met. */
  private static Future<Buffer> body(Vertx vertx, HttpClientResponse from, Backend backend) {
    Duration idle = backend.timeouts().idle();
    Promise<Buffer> body = Promise.promise();
    Countdown silence = new Countdown(vertx);
    IntConsumer heard =
        bytes -> {
          if (!body.future().isComplete()) {
            silence.start(idle, () -> body.tryFail(silent(idle)));
          }
        };
    heard.accept(0);
    BoundedBody.read(from, MAX_ANSWER_BYTES, heard)
        .onSuccess(body::tryComplete)
        .onFailure(failure -> body.tryFail(broken(failure)));
    return body.future().onComplete(over -> silence.stop());
  }

  private static ApiError broken(Throwable failure) {
    return failure instanceof BoundedBody.TooLarge
        ? brokeOff("the backend's answer is larger than " + MAX_ANSWER_BYTES + " bytes")
        : brokeOff("the backend broke off within its answer");
  }

  /** An error page of something between the proxy and the backend becomes an error object. */
  private static String asJson(String body, int status) {
    try {
      Json.readObject(body);
      return body;
    } catch (Json.NotJson e) {
      return ApiError.server(status, "backend_error", "the backend answered with status " + status)
          .toJson();
    }
  }

  /** Passes on the headers that tell a client when to come back. */
  static void passOn(HttpClientResponse from, ClientAnswer to) {
    for (Map.Entry<String, String> header : from.headers()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (PASSED_ON.stream().anyMatch(name::startsWith)) {
        to.passOn(name, header.getValue());
      }
    }
  }

  private static ApiError silent(Duration idle) {
    return ApiError.server(
        504, "backend_timeout", "the backend was silent for " + idle.toMillis() + " ms");
  }

  private static ApiError brokeOff(String message) {
    return ApiError.server(502, "backend_broke_off", message);
  }
}
