package io.railgate.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.examples.soak.Question.Kind;
import io.railgate.proxy.Footprint;
import io.railgate.proxy.ServedProcess;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.ConversationTests;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example bank served in a process of its own, at 80 % of its capacity, for as long as {@code
 * -Drailgate.soak} says (an ISO 8601 duration; a minute by itself): nothing fails that was not
 * provoked, and memory, threads and files stay as they are. Capacity is what clients get that ask
 * again at once; they, the backend and the proxy share the machine, so it is less than the proxy's.
 */
class SoakTest {

  private static final Duration TIME = Duration.parse(System.getProperty("railgate.soak", "PT1M"));
  private static final Duration LONGEST_STEP = Duration.ofSeconds(20);
  private static final int FEWEST_STEPS = 12;

  /** In each half the set is loaded again as often, so that what it remembers is as old. */
  private static final int STEPS_TO_RELOAD = 3;

  /** One of each client, one to the backend for each, and some that are about to end. */
  private static final int MOST_CONNECTIONS = 2 * Clients.CONNECTIONS + 8;

  private static final double PART = 0.8;

  /** Of that, what must be left at the end: on a busy machine the rate is lowered. */
  private static final double LEAST_PART = 0.25;

  private static final long SEED = Long.getLong("railgate.seed", 20_261_129L);

  @TempDir Path temp;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void atEightyPercentOfCapacityNothingFailsAndNothingGrows() throws Exception {
    SoakBackend backend = new SoakBackend(vertx);
    Path bank = copy(Path.of("bank"), temp.resolve("bank"));
    try (ServedProcess proxy = serve(bank, backend)) {
      Clients clients = new Clients(vertx, proxy.url());
      Questions questions = questions(proxy);
      Load load = new Load(clients, questions::next);
      warmUp(proxy, bank, load);
      double capacity = load.capacity();
      double wanted = PART * capacity;
      load.rate(wanted);
      System.out.printf(
          "soak: %s, seed %d, capacity %.0f/s, asked at %.0f/s%n",
          TIME, SEED, capacity, load.rate());

      Samples samples = soak(proxy, bank, backend, clients, load);

      System.out.printf("soak: the rate was lowered %d times%n", load.lowered());
      assertThat(load.rate()).as("answers a second at the end").isGreaterThan(LEAST_PART * wanted);
      assertThat(clients.wrong().stream().limit(5)).as("failed, and were not provoked").isEmpty();
      assertThat(backend.typed()).as("sent what a client typed").isEmpty();
      assertThat(proxy.isAlive()).isTrue();
      samples.assertFlat();
    }
  }

  /** What is used for the first time when a busy proxy loads its set is used before it counts. */
  private void warmUp(ServedProcess proxy, Path bank, Load load) throws Exception {
    FutureTask<Void> reloading =
        new FutureTask<>(
            () -> {
              reload(proxy, bank, -1);
              return null;
            });
    Thread.ofVirtual().start(reloading);
    var unused = load.closed();
    reloading.get();
  }

  private Samples soak(
      ServedProcess proxy, Path bank, SoakBackend backend, Clients clients, Load load)
      throws IOException, InterruptedException {
    Duration step = TIME.dividedBy(FEWEST_STEPS);
    step = step.compareTo(LONGEST_STEP) < 0 ? step : LONGEST_STEP;
    Samples samples = new Samples();
    Samples.printHead();
    var unused = clients.takeNanos(); // those of warming up
    for (int i = 0; i < TIME.dividedBy(step); i++) {
      if (i % STEPS_TO_RELOAD == 0) {
        reload(proxy, bank, i);
      }
      load.open(step);
      int connections = clients.connections() + backend.connections();
      assertThat(connections)
          .as("connections, of which so many are of use")
          .isLessThanOrEqualTo(MOST_CONNECTIONS);
      samples.add(
          step.multipliedBy(i + 1).toSeconds(),
          load.rate(),
          clients.takeNanos(),
          clients.inFlight(),
          connections,
          Footprint.of(proxy));
    }
    return samples;
  }

  /** Another set each time. */
  private void reload(ServedProcess proxy, Path bank, int number)
      throws IOException, InterruptedException {
    Files.writeString(
        bank.resolve("rails/soak.yml"),
        "rails: {soak: {says: [what is soaking], reply: Step %d.}}".formatted(number));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(proxy.managementUrl() + "/reload"))
                .POST(BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** From the bank's tests, as the proxy decides on them. */
  private Questions questions(ServedProcess proxy) throws Exception {
    ConversationTests tests = RailSetReader.readWithTests(Path.of("bank"), v -> null).tests();
    List<String> forwarded = new ArrayList<>();
    for (ConversationTests.Accepted accepted : tests.accepts()) {
      String message = accepted.text();
      if (action(proxy, message).equals("forward")) {
        forwarded.add(message);
      }
    }
    List<String> refused = tests.rejects().stream().map(each -> each.text().source()).toList();
    assertThat(forwarded).hasSizeGreaterThan(50);
    return new Questions(SEED, forwarded, refused);
  }

  private String action(ServedProcess proxy, String message) throws Exception {
    Questions one = new Questions(SEED, List.of(message), List.of(message));
    HttpResponse<String> check =
        http.send(
            HttpRequest.newBuilder(URI.create(proxy.url() + "/checks"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(one.of(Kind.CHECKED).body()))
                .build(),
            BodyHandlers.ofString());
    return new ObjectMapper().readTree(check.body()).path("action").asText();
  }

  /**
   * With the launcher's collector, and a heap of one size: what is resident then grows by other
   * memory only. By itself that collector leaves up to a twentieth of the old generation, 6 MiB,
   * uncollected in three of four collections; the live heap is measured without that.
   */
  private ServedProcess serve(Path bank, SoakBackend backend) throws IOException {
    return ServedProcess.serve(
        bank,
        Map.of("RAILGATE_BACKEND_URL", backend.url().toString()),
        List.of(
            "-XX:+UseSerialGC",
            "-XX:MarkSweepDeadRatio=0",
            "-Xms192m",
            "-Xmx192m",
            "-XX:+AlwaysPreTouch"),
        temp.resolve("serve.log"),
        "--no-watch");
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return to;
  }
}
