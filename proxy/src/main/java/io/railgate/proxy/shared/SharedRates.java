package io.railgate.proxy.shared;

import io.railgate.proxy.access.Client;
import io.railgate.proxy.access.Kind;
import io.railgate.proxy.access.Rates;
import io.railgate.proxy.access.Taken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A token bucket for each client and kind, for all replicas together: it holds as many as a minute
 * allows, and fills evenly by the server's clock. One is taken in one round trip.
 */
public final class SharedRates implements Rates {

  /**
   * Takes one of a bucket, a hash of what was left in it and when, in microseconds. A full bucket
   * is none. Returns how long to wait for one, what is left, and how long until it is full.
   */
  private static final String TAKE =
      """
      local minute = 60000000
      local limit = tonumber(ARGV[1])
      local time = redis.call('TIME')
      local now = time[1] * 1000000 + time[2]
      local kept = redis.call('HMGET', KEYS[1], 'left', 'at')
      local left = limit
      if kept[1] and kept[2] then
        local passed = math.max(0, now - tonumber(kept[2]))
        left = math.min(limit, tonumber(kept[1]) + passed * limit / minute)
      end
      local wait = 0
      if left >= 1 then
        left = left - 1
      else
        wait = math.ceil((1 - left) * minute / limit)
      end
      local full = math.ceil((limit - left) * minute / limit)
      redis.call('HSET', KEYS[1], 'left', string.format('%.17g', left), 'at', string.format('%.0f', now))
      redis.call('PEXPIRE', KEYS[1], math.ceil(full / 1000) + 1000)
      return {wait, math.floor(left), full}
      """;

  private static final long NANOS_IN_MICRO = 1_000;

  private final SharedStore store;
  private final Rates own;

  /**
   * Rates.
   *
   * @param own by which clients are held while the server is away, if that is to be so
   */
  public SharedRates(SharedStore store, Rates own) {
    this.store = store;
    this.own = own;
  }

  /** Fails with {@link SharedUnavailable} if the server is away, and nothing less will do. */
  @Override
  public CompletionStage<Optional<Taken>> take(Client client, Kind kind) {
    OptionalInt limit = kind.perMinute(client.limits());
    if (limit.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    CompletableFuture<Optional<Taken>> answer = new CompletableFuture<>();
    store
        .run(TAKE, List.of(key(client, kind, limit.getAsInt())), "" + limit.getAsInt())
        .whenComplete(
            (standing, failure) -> {
              if (failure == null) {
                answer.complete(Optional.of(taken(limit.getAsInt(), standing)));
              } else if (store.degrades()) {
                var unused = own.take(client, kind).thenAccept(answer::complete);
              } else {
                answer.completeExceptionally(failure);
              }
            });
    return answer;
  }

  private static Taken taken(int limit, List<Long> standing) {
    long wait = standing.get(0);
    return new Taken(
        limit,
        standing.get(1),
        micros(standing.get(2)),
        wait == 0 ? Optional.empty() : Optional.of(micros(wait)));
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(Math.multiplyExact(micros, NANOS_IN_MICRO));
  }

  /** A limit that changes is another bucket, full at first. */
  private static String key(Client client, Kind kind, int limit) {
    return "rate:"
        + Digests.of(
            List.of(client.id().map(id -> "id " + id).orElse(""), kind.word(), "" + limit));
  }
}
