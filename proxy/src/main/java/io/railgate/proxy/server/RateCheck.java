package io.railgate.proxy.server;

import io.railgate.proxy.access.Client;
import io.railgate.proxy.access.Kind;
import io.railgate.proxy.access.Rates;
import io.railgate.proxy.access.Taken;
import io.railgate.proxy.openai.ApiError;
import io.vertx.core.Future;
import java.time.Duration;

/** Holds one client to its limits, and tells it in headers, as OpenAI does, how it stands. */
final class RateCheck {

  private static final long NANOS_IN_MILLI = 1_000_000;

  private final Rates rates;
  private final Client client;
  private final ClientAnswer answer;

  RateCheck(Rates rates, Client client, ClientAnswer answer) {
    this.rates = rates;
    this.client = client;
    this.answer = answer;
  }

  /** Takes one; fails with an {@link ApiError} of status 429 if the client has had its share. */
  Future<Void> take(Kind kind) {
    return Future.fromCompletionStage(rates.take(client, kind), answer.context())
        .compose(
            taken -> {
              taken.ifPresent(standing -> tell(kind, standing));
              return taken
                  .flatMap(Taken::retryAfter)
                  .map(wait -> Future.<Void>failedFuture(over(kind, taken.get(), wait)))
                  .orElseGet(Future::succeededFuture);
            });
  }

  private void tell(Kind kind, Taken taken) {
    answer.ownLimit("x-ratelimit-limit-" + kind.word(), "" + taken.limit());
    answer.ownLimit("x-ratelimit-remaining-" + kind.word(), "" + taken.remaining());
    answer.ownLimit("x-ratelimit-reset-" + kind.word(), inWords(taken.reset()));
  }

  private static ApiError over(Kind kind, Taken taken, Duration wait) {
    return ApiError.rateLimited(
        kind.word(),
        "the limit of %d %s per minute is reached; try again in %s"
            .formatted(taken.limit(), kind.word(), inWords(wait)),
        Duration.ofSeconds(wholeSeconds(wait)));
  }

  /** {@code 120ms}, {@code 7s} or {@code 1m0s}, never less than it is. */
  static String inWords(Duration time) {
    long millis = Math.ceilDiv(time.toNanos(), NANOS_IN_MILLI);
    if (millis < 1_000) {
      return millis + "ms";
    }
    long seconds = wholeSeconds(time);
    return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
  }

  private static long wholeSeconds(Duration time) {
    return Math.ceilDiv(time.toNanos(), 1_000 * NANOS_IN_MILLI);
  }
}
