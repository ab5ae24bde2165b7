package io.railgate.examples.benchmarks.load;

import io.railgate.proxy.server.Sockets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@code railgate serve}, as the launcher of the source tree starts it. */
final class Proxy implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long NANOS_BETWEEN_QUESTIONS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Part part;
  private final URI url;
  private final Duration toReady;

  private Proxy(Part part, URI url, Duration toReady) {
    this.part = part;
    this.url = url;
    this.toReady = toReady;
  }

  /** What proxies are started with. */
  record Start(Path home, Path set, URI backend, Path vectors, Path folder, Sockets sockets) {}

  /** Starts one; returns when it is ready. */
  static Proxy start(String name, Cores cores, Start start)
      throws IOException, InterruptedException {
    int port = Tools.freePort();
    int management = Tools.freePort();
    List<String> command =
        List.of(
            start.home.resolve("railgate").toString(),
            "serve",
            start.set.toString(),
            "--backend",
            start.backend.toString(),
            "--port",
            "" + port,
            "--management-port",
            "" + management,
            "--cache",
            start.vectors.toString(),
            "--no-watch",
            "--sockets",
            start.sockets.toString());
    long begun = System.nanoTime();
    Part part = Part.start(name, cores, command, Map.of(), start.folder);
    try {
      awaitReady(part, URI.create("http://127.0.0.1:" + management + "/health/ready"));
    } catch (IOException | InterruptedException | RuntimeException e) {
      part.close();
      throw e;
    }
    return new Proxy(
        part,
        URI.create("http://127.0.0.1:" + port + "/v1"),
        Duration.ofNanos(System.nanoTime() - begun));
  }

  Part part() {
    return part;
  }

  URI url() {
    return url;
  }

  /** From the start of its process to the first 200 of its readiness check. */
  Duration toReady() {
    return toReady;
  }

  @Override
  public void close() {
    part.close();
  }

  private static void awaitReady(Part part, URI ready) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    HttpRequest question = HttpRequest.newBuilder(ready).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!isReady(client, question)) {
        if (!part.process().isAlive()) {
          throw part.ended();
        }
        if (System.nanoTime() - end > 0) {
          throw new IOException(part.name() + " is not ready after " + PATIENCE.toSeconds() + " s");
        }
        LockSupport.parkNanos(NANOS_BETWEEN_QUESTIONS);
      }
    }
  }

  private static boolean isReady(HttpClient client, HttpRequest question)
      throws InterruptedException {
    try {
      return client.send(question, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
