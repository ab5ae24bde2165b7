package io.railgate.proxy.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * A token bucket for each client and kind, in this process: it holds as many as a minute allows,
 * and fills evenly. There are as many buckets as keys, at most twice.
 */
public final class BucketRates implements Rates {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Map<Counted, Bucket> buckets = new ConcurrentHashMap<>();
  private final TimeMeter time;

  /** A limit that changes is another bucket, full at first. */
  private record Counted(Optional<String> client, Kind kind, int perMinute) {}

  /**
   * Full buckets.
   *
   * @param nanoTime a clock that nobody sets, such as {@link System#nanoTime}
   */
  public BucketRates(LongSupplier nanoTime) {
    this.time =
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return nanoTime.getAsLong();
          }

          @Override
          public boolean isWallClockBased() {
            return false;
          }
        };
  }

  @Override
  public CompletionStage<Optional<Taken>> take(Client client, Kind kind) {
    OptionalInt limit = kind.perMinute(client.limits());
    return CompletableFuture.completedFuture(
        limit.isEmpty()
            ? Optional.empty()
            : Optional.of(take(new Counted(client.id(), kind, limit.getAsInt()))));
  }

  private Taken take(Counted counted) {
    ConsumptionProbe probe =
        buckets.computeIfAbsent(counted, this::full).tryConsumeAndReturnRemaining(1);
    return new Taken(
        counted.perMinute,
        probe.getRemainingTokens(),
        Duration.ofNanos(probe.getNanosToWaitForReset()),
        probe.isConsumed()
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill())));
  }

  private Bucket full(Counted counted) {
    return Bucket.builder()
        .addLimit(
            limit -> limit.capacity(counted.perMinute).refillGreedy(counted.perMinute, MINUTE))
        .withCustomTimePrecision(time)
        .build();
  }
}
