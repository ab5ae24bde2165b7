package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.RawClient;
import io.railgate.proxy.ScriptedBackend;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that behaves: one request after the other, each on a connection of its own and by turns
 * one that is rewritten and one with a fixed reply. Fails at the first wrong answer.
 */
final class PoliteClient {

  private final URI proxy;

  PoliteClient(URI proxy) {
    this.proxy = proxy;
  }

  /**
   * How long requests took.
   *
   * @param median of half of them, or less
   * @param most of 95 percent of them, or less
   */
  record Times(int requests, Duration median, Duration most) {

    @Override
    public String toString() {
      return "%d requests, median %d ms, 95th percentile %d ms"
          .formatted(requests, median.toMillis(), most.toMillis());
    }
  }

  /** Asks so many times and at least so long. */
  Times ask(int times, Duration least) throws IOException {
    List<Long> taken = new ArrayList<>();
    long started = System.nanoTime();
    while (taken.size() < times || System.nanoTime() - started < least.toNanos()) {
      long before = System.nanoTime();
      ask(taken.size());
      taken.add(System.nanoTime() - before);
    }
    List<Long> sorted = taken.stream().sorted().toList();
    return new Times(
        sorted.size(),
        Duration.ofNanos(sorted.get(sorted.size() / 2)),
        Duration.ofNanos(sorted.get(sorted.size() * 95 / 100)));
  }

  /** Asks with the largest body that is read; returns the answer, which may be of any kind. */
  String askLargest() throws IOException {
    String body = RawChat.body("hello");
    try (RawClient client = new RawClient(proxy)) {
      return client
          .send(RawChat.of(body + " ".repeat(RequestBody.MAX_BYTES - body.length())))
          .readAnswer();
    }
  }

  private void ask(int number) throws IOException {
    boolean rewritten = number % 2 == 0;
    String message = rewritten ? "somebody took my card" : "hello";
    try (RawClient client = new RawClient(proxy)) {
      String answer = client.send(RawChat.of(RawChat.body(message))).readAnswer();

      assertThat(answer)
          .startsWith("HTTP/1.1 200")
          .contains(rewritten ? ScriptedBackend.ANSWER : ProxiedBank.GREETING);
    }
  }
}
