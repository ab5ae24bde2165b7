package io.railgate.proxy.server;

import io.railgate.proxy.RawClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Clients that do harm, each on a thread and a connection of its own, until they are closed. */
final class Attackers implements AutoCloseable {

  private final URI proxy;
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<RawClient> open = new ConcurrentLinkedQueue<>();
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  Attackers(URI proxy) {
    this.proxy = proxy;
  }

  /** What one attacker does with its connection; returns what it was answered. */
  interface Attack {
    String on(RawClient client) throws IOException, InterruptedException;
  }

  /** So many attack at once, again and again, each time on a new connection. */
  Attackers attack(int howMany, Attack attack) {
    return attack(howMany, Duration.ZERO, attack);
  }

  /** The same, with a pause after each attack. */
  Attackers attack(int howMany, Duration pause, Attack attack) {
    for (int i = 0; i < howMany; i++) {
      threads.add(Thread.ofVirtual().start(() -> repeat(attack, pause)));
    }
    return this;
  }

  /** Opens so many connections, on which nothing is sent. */
  Attackers connect(int howMany) throws IOException {
    for (int i = 0; i < howMany; i++) {
      open.add(new RawClient(proxy));
    }
    return this;
  }

  /** What was answered so far. */
  List<String> answers() {
    return List.copyOf(answers);
  }

  @Override
  public void close() throws IOException {
    over = true;
    for (RawClient client : open) {
      client.close();
    }
    for (Thread thread : threads) {
      thread.interrupt();
    }
  }

  private void repeat(Attack attack, Duration pause) {
    while (!over) {
      once(attack);
      try {
        Thread.sleep(pause);
      } catch (InterruptedException end) {
        return;
      }
    }
  }

  private void once(Attack attack) {
    try (RawClient client = new RawClient(proxy)) {
      open.add(client);
      try {
        answers.add(attack.on(client));
      } finally {
        open.remove(client);
      }
    } catch (IOException | InterruptedException cut) {
      // as an attacker must expect
    }
  }
}
