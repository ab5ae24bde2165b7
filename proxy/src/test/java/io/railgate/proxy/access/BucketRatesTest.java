package io.railgate.proxy.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.set.Groups;
import io.railgate.rails.set.RateLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A minute is 60 s by the test's clock. */
class BucketRatesTest {

  private static final Client SHOP = client("shop", 6, 2);

  private final AtomicLong nanos = new AtomicLong(-17);
  private final Rates rates = new BucketRates(nanos::get);

  @Test
  void asManyAsAMinuteAllowsAtOnceAndThenOneAfterTheOther() {
    for (int remaining = 5; remaining >= 0; remaining--) {
      assertThat(take(SHOP).remaining()).isEqualTo(remaining);
    }
    Taken over = take(SHOP);
    assertThat(over.limit()).isEqualTo(6);
    assertThat(over.retryAfter()).contains(Duration.ofSeconds(10));
    assertThat(over.reset()).isEqualTo(Duration.ofSeconds(60));

    nanos.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
    assertThat(take(SHOP).retryAfter()).contains(Duration.ofNanos(1));
    nanos.addAndGet(1);
    assertThat(take(SHOP).retryAfter()).isEmpty();
    assertThat(take(SHOP).retryAfter()).contains(Duration.ofSeconds(10));
  }

  @Test
  void aPauseFillsNoMoreThanAMinuteAllows() {
    take(SHOP);
    nanos.addAndGet(Duration.ofDays(1).toNanos());

    assertThat(take(SHOP).remaining()).isEqualTo(5);
  }

  @Test
  void eachClientAndEachKindCountsForItself() {
    IntStream.range(0, 7).forEach(i -> take(SHOP));
    assertThat(take(SHOP).retryAfter()).isPresent();

    assertThat(take(client("app", 6, 2)).retryAfter()).isEmpty();
    assertThat(take(SHOP, Kind.PROMPTS).orElseThrow().remaining()).isEqualTo(1);
  }

  @Test
  void withoutALimitNothingIsCounted() {
    Client free = new Client(Optional.of("free"), Groups.ALL, RateLimits.NONE);

    assertThat(take(free, Kind.REQUESTS)).isEmpty();
    assertThat(take(free, Kind.PROMPTS)).isEmpty();
  }

  @Test
  void manyThreadsTogetherGetNoMore() {
    AtomicInteger got = new AtomicInteger();

    IntStream.range(0, 1_000)
        .parallel()
        .forEach(
            i -> {
              if (take(SHOP).retryAfter().isEmpty()) {
                got.incrementAndGet();
              }
            });

    assertThat(got).hasValue(6);
  }

  private Taken take(Client client) {
    return take(client, Kind.REQUESTS).orElseThrow();
  }

  private Optional<Taken> take(Client client, Kind kind) {
    return rates.take(client, kind).toCompletableFuture().join();
  }

  private static Client client(String id, int requests, int prompts) {
    return new Client(
        Optional.of(id),
        Groups.ALL,
        new RateLimits(OptionalInt.of(requests), OptionalInt.of(prompts)));
  }
}
