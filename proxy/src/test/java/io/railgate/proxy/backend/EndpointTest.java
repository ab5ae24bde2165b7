package io.railgate.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whether an endpoint may be asked, by a clock that the test moves. */
class EndpointTest {

  private final AtomicLong nanos = new AtomicLong();
  private final Endpoint endpoint =
      new Endpoint(
          URI.create("http://127.0.0.1:1/v1"),
          Optional.empty(),
          Optional.empty(),
          true,
          nanos::get);

  @Test
  void oneThatFailsIsAskedAgainAfterItsRestByAClockThatNobodySets() {
    for (int i = 0; i < 5; i++) {
      assertThat(endpoint.mayBeAsked()).isTrue();
      endpoint.seen(Future.failedFuture("it is down"), Duration.ofMillis(1));
    }
    assertThat(endpoint.mayBeAsked()).as("at once").isFalse();

    nanos.set(Duration.ofMillis(9_900).toNanos());
    assertThat(endpoint.mayBeAsked()).as("before its rest is over").isFalse();

    nanos.set(Duration.ofMillis(10_100).toNanos());
    assertThat(endpoint.mayBeAsked()).as("after its rest").isTrue();
    assertThat(endpoint.mayBeAsked()).as("a second one, while the first tries it").isFalse();
  }
}
