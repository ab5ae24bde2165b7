package io.railgate.proxy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A real redis-server on a port of its own, that can be killed, held, and started again. */
public final class RedisServer implements AutoCloseable {

  private static final boolean INSTALLED = isInstalled();

  private final Path folder;
  private final List<String> options;
  private final int port;
  private @Nullable Process process;

  private RedisServer(Path folder, String... options) {
    this.folder = folder;
    this.options = List.of(options);
    this.port = freePort();
  }

  /** Starts one, or skips the test where there is none to start. */
  public static RedisServer start(Path folder, String... options) {
    assumeTrue(INSTALLED, "skipped: redis-server is not installed");
    RedisServer server = new RedisServer(folder, options);
    server.start();
    return server;
  }

  public int port() {
    return port;
  }

  /** What stands in {@code shared.redis}. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Starts it again, empty. */
  public void start() {
    List<String> command =
        new ArrayList<>(List.of("redis-server", "--port", "" + port, "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", folder.toString()));
    command.addAll(options);
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Eventually.holds("redis-server listens", this::listens);
  }

  /** As {@code kill -9}. */
  public void kill() {
    if (process != null) {
      process.destroyForcibly();
      try {
        process.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** It stays connected, and answers nothing. */
  public void hold() {
    signal("-STOP");
  }

  public void letGo() {
    signal("-CONT");
  }

  /** All keys with all that is kept under them, and seconds until it is forgotten. */
  public Map<String, String> dump() {
    return ask(
        redis -> {
          Map<String, String> all = new TreeMap<>();
          for (String key : redis.keys("*")) {
            all.put(
                key,
                (redis.type(key).equals("hash") ? "" + redis.hgetall(key) : redis.get(key))
                    + " "
                    + redis.ttl(key));
          }
          return all;
        });
  }

  /** Asks it by a client of the test's own; over the JDK's sockets, once a store was opened. */
  public <T> T ask(Function<RedisCommands<String, String>, T> question) {
    try (RedisClient client = RedisClient.create(url());
        StatefulRedisConnection<String, String> connection = client.connect()) {
      return question.apply(connection.sync());
    }
  }

  @Override
  public void close() {
    kill();
  }

  private void signal(String signal) {
    try {
      String pid = "" + process.pid();
      if (new ProcessBuilder("kill", signal, pid).start().waitFor() != 0) {
        throw new AssertionError("kill " + signal + " failed");
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isInstalled() {
    try {
      return new ProcessBuilder("redis-server", "--version").start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
