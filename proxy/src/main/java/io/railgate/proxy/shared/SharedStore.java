package io.railgate.proxy.shared;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.railgate.proxy.shared.SharedUnavailable.Reason;
import io.railgate.rails.set.SharedSettings;
import io.railgate.rails.set.SharedSettings.Server;
import io.railgate.rails.set.SharedSettings.WhenAway;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The server that holds what replicas share. It is there or away: while it is away nothing is sent
 * but, now and then, a question whether it is back. Safe for many threads; but for {@link #open}
 * and {@link #close} it blocks none.
 */
public final class SharedStore implements AutoCloseable {

  /** Most requests that wait for the server's answers; one more fails at once. */
  static final int MAX_WAITING = 1024;

  /** Requests in a row that are not answered in time until the server counts as away. */
  static final int MAX_SILENCES = 3;

  /** Longest time until a connection is of use. */
  static final Duration MAX_CONNECTING = Duration.ofSeconds(1);

  static final String BROKE = "the connection broke";

  static {
    // Lettuce takes any native sockets it finds, and mixes two kinds: one connection needs none.
    System.setProperty("io.lettuce.core.epoll", "false");
    System.setProperty("io.lettuce.core.iouring", "false");
  }

  private static final Duration SHUTDOWN = Duration.ofSeconds(2);

  private final SharedSettings settings;
  private final Presence presence;
  private final Backoff backoff = new Backoff();
  private final ClientResources resources;
  private final RedisClient client;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger silences = new AtomicInteger();
  private final Map<Reason, LongAdder> failures = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> tried = new CompletableFuture<>();
  private final AtomicReference<@Nullable StatefulRedisConnection<String, String>> connection =
      new AtomicReference<>();
  private volatile boolean closed;

  private SharedStore(SharedSettings settings) {
    this.settings = settings;
    this.presence = new Presence(settings);
    resources =
        ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .build();
    client = RedisClient.create(resources);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false) // by Backoff, the first time as every time
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .timeoutOptions(TimeoutOptions.enabled(settings.timeout()))
            .socketOptions(
                SocketOptions.builder().connectTimeout(MAX_CONNECTING).keepAlive(true).build())
            .build());
  }

  /** Connects, or finds the server away; waits for either, no longer than connecting may take. */
  public static SharedStore open(SharedSettings settings) {
    SharedStore store = new SharedStore(settings);
    store.connect();
    store
        .tried
        .orTimeout(MAX_CONNECTING.toMillis() * 2, TimeUnit.MILLISECONDS)
        .exceptionally(late -> null)
        .join();
    return store;
  }

  public SharedState state() {
    return presence.state();
  }

  /** Whether less than what is shared will do while the server is away. */
  boolean degrades() {
    return settings.whenAway() == WhenAway.DEGRADE;
  }

  /** How many requests failed for a reason. */
  public long failures(Reason reason) {
    return count(reason).sum();
  }

  /** Puts a key there that is forgotten after a time. */
  CompletionStage<?> put(String key, Duration kept) {
    return send(redis -> redis.set(settings.prefix() + key, "", SetArgs.Builder.px(kept)));
  }

  /**
   * Runs a Lua script, as one step for all who ask.
   *
   * @return the list of whole numbers that it returns; fails with {@link SharedUnavailable}
   */
  CompletionStage<List<Long>> run(String script, List<String> keys, String argument) {
    String[] prefixed = keys.stream().map(key -> settings.prefix() + key).toArray(String[]::new);
    return send(
        redis -> redis.<List<Long>>eval(script, ScriptOutputType.MULTI, prefixed, argument));
  }

  @Override
  public void close() {
    closed = true;
    connection.set(null);
    client.shutdown(Duration.ZERO, SHUTDOWN);
    resources
        .shutdown(0, SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(SHUTDOWN.toMillis());
  }

  private <T> CompletionStage<T> send(
      Function<RedisAsyncCommands<String, String>, RedisFuture<T>> command) {
    StatefulRedisConnection<String, String> to = connection.get();
    if (to == null) {
      return CompletableFuture.failedFuture(counted(Reason.AWAY));
    }
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      return CompletableFuture.failedFuture(counted(Reason.FULL));
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    var unused =
        sent(to, command)
            .whenComplete(
                (value, failure) -> {
                  waiting.decrementAndGet();
                  if (failure == null) {
                    silences.set(0);
                    answer.complete(value);
                  } else {
                    answer.completeExceptionally(failed(to, failure));
                  }
                });
    return answer;
  }

  /** A failure is the stage's, never thrown. */
  private static <T> CompletionStage<T> sent(
      StatefulRedisConnection<String, String> to,
      Function<RedisAsyncCommands<String, String>, RedisFuture<T>> command) {
    try {
      return command.apply(to.async());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private SharedUnavailable failed(
      StatefulRedisConnection<String, String> from, Throwable failure) {
    Reason reason = Causes.reason(failure);
    boolean silent = reason == Reason.TIMEOUT && silences.incrementAndGet() >= MAX_SILENCES;
    if (reason == Reason.ERROR || silent || !from.isOpen()) {
      lost(from, Causes.words(failure, settings.timeout()));
    }
    return counted(reason);
  }

  private void connect() {
    if (closed) {
      return;
    }
    try {
      var unused =
          client
              .connectAsync(StringCodec.UTF8, uri(settings.redis()))
              .whenComplete(
                  (made, failure) -> {
                    if (failure == null) {
                      use(made);
                    } else {
                      again(Causes.words(failure, MAX_CONNECTING));
                    }
                  });
    } catch (RuntimeException e) {
      again(Causes.words(e, MAX_CONNECTING));
    }
  }

  /** Once it has shown that it lets us write. */
  private void use(StatefulRedisConnection<String, String> made) {
    made.addListener(new Disconnection(() -> lost(made, BROKE)));
    var unused =
        made.async()
            .set(settings.prefix() + "up", "", SetArgs.Builder.px(1_000))
            .whenComplete(
                (set, failure) -> {
                  if (failure == null) {
                    begin(made);
                  } else {
                    drop(made);
                    again(Causes.words(failure, settings.timeout()));
                  }
                });
  }

  private void begin(StatefulRedisConnection<String, String> made) {
    silences.set(0);
    backoff.reset();
    presence.up();
    connection.set(made);
    tried.complete(null);
    if (closed || !made.isOpen()) { // since it answered
      lost(made, BROKE);
    }
  }

  private void lost(StatefulRedisConnection<String, String> gone, String why) {
    if (connection.compareAndSet(gone, null)) {
      drop(gone);
      again(why);
    }
  }

  private static void drop(StatefulRedisConnection<String, String> gone) {
    var unused = gone.closeAsync();
  }

  private void again(String why) {
    if (closed) {
      return;
    }
    presence.away(why);
    tried.complete(null);
    var unused =
        resources
            .eventExecutorGroup()
            .schedule(this::connect, backoff.next().toMillis(), TimeUnit.MILLISECONDS);
  }

  private SharedUnavailable counted(Reason reason) {
    count(reason).increment();
    return new SharedUnavailable(reason);
  }

  private LongAdder count(Reason reason) {
    return failures.computeIfAbsent(reason, missing -> new LongAdder());
  }

  private static RedisURI uri(Server server) {
    RedisURI.Builder uri =
        RedisURI.builder()
            .withHost(server.host())
            .withPort(server.port())
            .withDatabase(server.database())
            .withSsl(server.tls())
            .withTimeout(MAX_CONNECTING);
    server
        .password()
        .ifPresent(
            password ->
                server
                    .user()
                    .ifPresentOrElse(
                        user ->
                            uri.withAuthentication(user.value(), password.value().toCharArray()),
                        () -> uri.withPassword(password.value().toCharArray())));
    return uri.build();
  }
}
