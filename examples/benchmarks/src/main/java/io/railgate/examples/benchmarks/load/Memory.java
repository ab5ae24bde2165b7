package io.railgate.examples.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a new proxy has resident while it is asked; one in ten prompts is new to it. It falls with
 * each collection: what counts is the most of a while.
 *
 * @param counted requests until which it is bounded; whether it grows is told after some more
 * @param readings the first before any request, the last after all
 * @param failed requests; any makes the readings void
 */
record Memory(long counted, List<Reading> readings, long failed) {

  /** So much longer than what is counted; a quarter of all holds a collection or more. */
  private static final int LONGER = 4;

  private static final int CONNECTIONS = 16;
  private static final int ONE_NEW_IN = 10;
  private static final int MOST_PER_SECOND = 20_000;
  private static final int SECONDS = 2;

  /** Some minutes: a machine on which this does not do is too busy to measure on. */
  private static final int MOST_READINGS = 300;

  Memory {
    readings = List.copyOf(readings);
  }

  /** At one time. */
  record Reading(long requests, long residentBytes) {}

  /** Measures it. */
  static Memory measure(Scene scene, Plan plan, Consumer<String> progress)
      throws IOException, InterruptedException {
    long all = LONGER * plan.requests();
    progress.accept("memory: " + all + " requests");
    int seconds = plan.requests() < MOST_PER_SECOND ? 1 : SECONDS;
    try (Proxy proxy = scene.proxy("railgate-memory")) {
      List<Reading> readings = new ArrayList<>();
      readings.add(reading(proxy, 0));
      long requests = 0;
      long failed = 0;
      while (requests < all) {
        Path prompts = mixed(scene, seconds * MOST_PER_SECOND);
        Tally tally = scene.wrk().run(proxy.url(), prompts, CONNECTIONS, seconds);
        Files.delete(prompts);
        if (readings.size() > MOST_READINGS) {
          throw new IOException(
              requests + " requests in " + MOST_READINGS + " windows, asked " + all);
        }
        failed += tally.failed();
        requests += tally.completed();
        readings.add(reading(proxy, requests));
      }
      return new Memory(plan.requests(), readings, failed);
    }
  }

  boolean isVoid() {
    return failed > 0;
  }

  Reading first() {
    return readings.getFirst();
  }

  Reading last() {
    return readings.getLast();
  }

  /** The most bytes in the requests that are counted; not a number if there is no reading. */
  double most() {
    return most(0, counted);
  }

  /** The most bytes in the third quarter of all requests. */
  double mostBefore() {
    return most(last().requests / 2, last().requests * 3 / 4);
  }

  /** The most bytes in the last quarter. */
  double mostAtTheEnd() {
    return most(last().requests * 3 / 4, last().requests);
  }

  private double most(long from, long to) {
    return readings.stream()
        .filter(reading -> reading.requests >= from && reading.requests <= to)
        .mapToDouble(Reading::residentBytes)
        .max()
        .orElse(Double.NaN);
  }

  private static Reading reading(Proxy proxy, long requests) throws IOException {
    return new Reading(requests, proxy.part().usage().residentBytes());
  }

  private static Path mixed(Scene scene, int count) throws IOException {
    List<String> known = Files.readAllLines(scene.known());
    List<String> fresh = scene.fresh(count / ONE_NEW_IN + 1);
    List<String> mixed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      mixed.add(i % ONE_NEW_IN == 0 ? fresh.get(i / ONE_NEW_IN) : known.get(i % known.size()));
    }
    return scene.file(mixed);
  }
}
