package io.railgate.proxy.backend;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.railgate.proxy.openai.ApiError;
import io.railgate.rails.set.Secret;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the endpoints of a backend. Where there are several, one that fails too often is not asked
 * for a while: half of its last calls, at least {@link #FEWEST} of {@link #WINDOW}. Then one call
 * tries it (Nygard's circuit breaker). Safe for many threads.
 */
final class Endpoint {

  private static final Logger log = LoggerFactory.getLogger(Endpoint.class);

  private static final int WINDOW = 10;
  private static final int FEWEST = 5;
  private static final int PERCENT = 50;
  private static final Duration REST = Duration.ofSeconds(10);

  private final URI url;
  private final Optional<Secret> apiKey;
  private final Optional<String> model;
  private final Optional<CircuitBreaker> breaker;

  /** By path: URLs are taken apart once. There are as many as routes. */
  private final Map<String, RequestOptions> requests = new ConcurrentHashMap<>();

  /**
   * An endpoint.
   *
   * @param model that it is asked for in place of the one that is wanted
   * @param oneOfMany whether there are others to ask
   * @param nanoTime a clock that nobody sets, such as {@link System#nanoTime}
   */
  Endpoint(
      URI url,
      Optional<Secret> apiKey,
      Optional<String> model,
      boolean oneOfMany,
      LongSupplier nanoTime) {
    this.url = url;
    this.apiKey = apiKey;
    this.model = model;
    this.breaker = oneOfMany ? Optional.of(breaker(url, steady(nanoTime))) : Optional.empty();
  }

  URI url() {
    return url;
  }

  /**
   * A new request to a route.
   *
   * @param path of the route, below {@link #url}
   */
  RequestOptions request(String path) {
    return new RequestOptions(
        requests.computeIfAbsent(
            path,
            route -> new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url + route)));
  }

  Optional<Secret> apiKey() {
    return apiKey;
  }

  Optional<String> model() {
    return model;
  }

  /** Whether it may be asked now; who asks has to tell what was {@link #seen}. */
  boolean mayBeAsked() {
    return breaker.map(CircuitBreaker::tryAcquirePermission).orElse(true);
  }

  /** How a call ended. One that its client broke off says nothing. */
  void seen(AsyncResult<HttpClientResponse> head, Duration taken) {
    breaker.ifPresent(
        each -> {
          if (head.succeeded() && head.result().statusCode() < 500) {
            each.onSuccess(taken.toNanos(), TimeUnit.NANOSECONDS);
          } else if (head.succeeded()) {
            each.onError(
                taken.toNanos(),
                TimeUnit.NANOSECONDS,
                new IllegalStateException("status " + head.result().statusCode()));
          } else if (head.cause() instanceof ApiError error
              && error.code().equals(BackendCall.CANCELLED)) {
            each.releasePermission();
          } else {
            each.onError(taken.toNanos(), TimeUnit.NANOSECONDS, head.cause());
          }
        });
  }

  /** As the breaker wants it: with the time of day at first. */
  private static Clock steady(LongSupplier nanoTime) {
    Instant begun = Instant.now();
    long then = nanoTime.getAsLong();
    InstantSource steady = () -> begun.plusNanos(nanoTime.getAsLong() - then);
    return steady.withZone(ZoneOffset.UTC);
  }

  private static CircuitBreaker breaker(URI url, Clock clock) {
    CircuitBreaker breaker =
        CircuitBreaker.of(
            url.toString(),
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(FEWEST)
                .failureRateThreshold(PERCENT)
                .waitDurationInOpenState(REST)
                .clock(clock)
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event ->
                log.atWarn()
                    .addKeyValue("endpoint", url)
                    .addKeyValue("state", event.getStateTransition().getToState())
                    .log(
                        "the circuit breaker of an endpoint: OPEN is not asked, HALF_OPEN is tried,"
                            + " CLOSED is asked"));
    return breaker;
  }
}
