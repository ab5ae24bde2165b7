package io.railgate.proxy.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.RedisServer;
import io.railgate.proxy.access.BucketRates;
import io.railgate.proxy.access.Client;
import io.railgate.proxy.access.Kind;
import io.railgate.proxy.access.Taken;
import io.railgate.rails.set.Groups;
import io.railgate.rails.set.RateLimits;
import io.railgate.rails.set.SharedSettings;
import io.railgate.rails.set.SharedSettings.Server;
import io.railgate.rails.set.SharedSettings.WhenAway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buckets on a real server, by its clock; what is left in them is set back by the test. */
class SharedRatesTest {

  private static final Client SHOP = client(Optional.of("shop"), 6, 2);
  private static final Client ANYONE = client(Optional.empty(), 6, 2);

  @TempDir Path temp;
  private RedisServer redis;
  private SharedStore store;
  private SharedRates rates;

  @BeforeEach
  void start() {
    redis = RedisServer.start(temp);
    store =
        SharedStore.open(
            new SharedSettings(
                new Server(false, "127.0.0.1", redis.port(), 0, Optional.empty(), Optional.empty()),
                WhenAway.DEGRADE,
                "t:",
                Duration.ofSeconds(5)));
    rates = new SharedRates(store, new BucketRates(System::nanoTime));
  }

  @AfterEach
  void stop() {
    if (store != null) {
      store.close();
      redis.close();
    }
  }

  @Test
  void theServerIsSpokenToOverTheJdksSocketsWhateverOthersThereAre() {
    take(SHOP);

    assertThat(store.state().up()).isTrue();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .anyMatch(name -> name.startsWith("lettuce-nioEventLoop"))
        .noneMatch(name -> name.matches("lettuce-(epoll|io_uring)EventLoop.*"));
  }

  @Test
  void asManyAsAMinuteAllowsAtOnceAndThenOneAfterTheOther() {
    for (int remaining = 5; remaining >= 0; remaining--) {
      Taken taken = take(SHOP);
      assertThat(taken.limit()).isEqualTo(6);
      assertThat(taken.remaining()).isEqualTo(remaining);
      assertThat(taken.retryAfter()).isEmpty();
    }
    Taken over = take(SHOP);
    assertThat(over.retryAfter().orElseThrow())
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
    assertThat(over.reset()).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(60));

    passes(10_000_000);
    assertThat(take(SHOP).retryAfter()).isEmpty();
    assertThat(take(SHOP).retryAfter()).isPresent();
  }

  @Test
  void aPauseFillsNoMoreThanAMinuteAllowsAndAClockThatGoesBackTakesNothing() {
    take(SHOP);
    passes(3_600_000_000L);
    assertThat(take(SHOP).remaining()).isEqualTo(5);

    passes(-3_600_000_000L);
    assertThat(take(SHOP).remaining()).isEqualTo(4);
    assertThat(take(SHOP).remaining()).isEqualTo(3);
  }

  @Test
  void eachClientAndEachKindCountsForItself() {
    IntStream.range(0, 7).forEach(i -> take(SHOP));
    assertThat(take(SHOP).retryAfter()).isPresent();

    assertThat(take(ANYONE).remaining()).isEqualTo(5);
    assertThat(take(client(Optional.of(""), 6, 2)).remaining()).isEqualTo(5);
    assertThat(
            rates.take(SHOP, Kind.PROMPTS).toCompletableFuture().join().orElseThrow().remaining())
        .isEqualTo(1);
  }

  @Test
  void withoutALimitNothingIsAsked() {
    Client free = new Client(Optional.of("free"), Groups.ALL, RateLimits.NONE);

    assertThat(rates.take(free, Kind.REQUESTS).toCompletableFuture())
        .isCompletedWithValue(Optional.empty());
  }

  @Test
  void manyThreadsTogetherGetNoMore() {
    AtomicInteger got = new AtomicInteger();

    IntStream.range(0, 300)
        .parallel()
        .forEach(
            i -> {
              if (take(SHOP).retryAfter().isEmpty()) {
                got.incrementAndGet();
              }
            });

    assertThat(got).hasValue(6);
    assertThat(store.failures(SharedUnavailable.Reason.TIMEOUT)).isZero();
  }

  @Test
  void aFullQueueFailsAtOnceAndKeepsTheServer() {
    redis.hold();
    Duration wait = Duration.ofSeconds(1);
    for (int i = 0; i < SharedStore.MAX_WAITING + 5; i++) {
      var unused = store.put("k" + i, wait);
    }
    assertThat(store.failures(SharedUnavailable.Reason.FULL)).isEqualTo(5);
    redis.letGo();
    assertThat(take(SHOP).remaining()).isEqualTo(5);
    assertThat(store.state().up()).isTrue();
  }

  @Test
  void anErrorOfTheServersIsNoAnswer() {
    redis.ask(server -> server.configSet("maxmemory", "1"));

    assertThat(take(SHOP).remaining()).as("counted here").isEqualTo(5);
    assertThat(store.state().up()).isFalse();
    assertThat(store.state().reason()).isEqualTo("it answers with the error OOM");
  }

  /** Moves the moment at which buckets were looked at last. */
  private void passes(long micros) {
    redis.ask(
        server -> {
          for (String key : server.keys("t:rate:*")) {
            long at = Long.parseLong(server.hget(key, "at"));
            server.hset(key, "at", "" + (at - micros));
          }
          return "done";
        });
  }

  private Taken take(Client client) {
    return rates.take(client, Kind.REQUESTS).toCompletableFuture().join().orElseThrow();
  }

  private static Client client(Optional<String> id, int requests, int prompts) {
    return new Client(
        id, Groups.ALL, new RateLimits(OptionalInt.of(requests), OptionalInt.of(prompts)));
  }
}
