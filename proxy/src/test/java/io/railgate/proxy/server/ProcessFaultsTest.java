package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.proxy.ServedProcess;
import io.railgate.proxy.TestProxy;
import io.railgate.rails.RailSetFolder;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of clients and of the audit when the process itself ends, in a way or another. */
class ProcessFaultsTest {

  private static final int CLIENTS = 6;

  @TempDir Path temp;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicBoolean over = new AtomicBoolean();
  private final ExecutorService clients = Executors.newFixedThreadPool(2 * CLIENTS);

  @AfterEach
  void close() {
    over.set(true);
    clients.close();
    http.close();
  }

  /** Whoever is answered is answered well, and recorded; the others are not let in. */
  @Test
  void sigtermUnderLoadFailsNoRequestThatWasAdmitted() throws Exception {
    try (ServedProcess proxy = serve("one")) {
      Tally tally = new Tally();
      load(proxy, tally);
      await(tally.answered, 50);

      proxy.process().destroy();
      assertThat(proxy.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
      over.set(true);
      clients.shutdown();
      assertThat(clients.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

      assertThat(proxy.process().exitValue()).isEqualTo(143);
      assertThat(tally.wrong).isEmpty();
      assertThat(audited("one")).as("lines").hasSizeGreaterThanOrEqualTo(tally.answered.get());
      assertThat(Files.readString(temp.resolve("one.log"))).doesNotContain("cut off");
    }
  }

  @Test
  void aReplicaThatIsKilledTakesNothingFromTheOther() throws Exception {
    try (ServedProcess one = serve("one");
        ServedProcess two = serve("two")) {
      Tally ofOne = new Tally();
      Tally ofTwo = new Tally();
      load(one, ofOne);
      load(two, ofTwo);
      await(ofOne.answered, 30);
      await(ofTwo.answered, 30);

      one.process().destroyForcibly().waitFor();
      int then = ofTwo.answered.get();
      await(ofTwo.answered, then + 50);

      assertThat(ofTwo.wrong).isEmpty();
      assertThat(ofTwo.refused.get()).isZero();
      assertThat(ofOne.wrong).isEmpty();
      assertThat(audited("one")).as("whole lines of the one that was killed").isNotEmpty();
    }
    over.set(true);
    try (ServedProcess again = serve("one")) {
      assertThat(ask(again).statusCode()).isEqualTo(200);
      assertThat(audited("one")).allSatisfy(line -> assertThat(line.has("status")).isTrue());
    }
  }

  /** A pipe holds 64 KiB, some 500 lines; then whoever writes to it waits. */
  @Test
  void aLogThatNobodyReadsKeepsNoRequestWaiting() throws Exception {
    Path pipe = temp.resolve("one.log");
    assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "there is no mkfifo");
    CompletableFuture<InputStream> reader =
        CompletableFuture.supplyAsync(() -> opened(pipe), clients);
    try (ServedProcess proxy = serve("one");
        InputStream unread = reader.get()) {
      Tally tally = new Tally();
      load(proxy, tally);

      await(tally.answered, 2_000);

      assertThat(tally.wrong).isEmpty();
      assertThat(tally.refused.get()).isZero();
      assertThat(unread.available()).as("what nobody reads").isGreaterThan(50_000);
      over.set(true);
      proxy.process().destroy();
      assertThat(proxy.process().waitFor(20, TimeUnit.SECONDS))
          .as("it stops all the same")
          .isTrue();
      assertThat(proxy.process().exitValue()).isEqualTo(143);
    }
  }

  private static InputStream opened(Path pipe) {
    try {
      return new FileInputStream(pipe.toFile()); // which knows how much waits in it
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What clients saw. */
  private static final class Tally {
    final AtomicInteger answered = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
  }

  private void load(ServedProcess proxy, Tally tally) {
    for (int i = 0; i < CLIENTS; i++) {
      var unused =
          clients.submit(
              () -> {
                while (!over.get()) {
                  try {
                    HttpResponse<String> answer = ask(proxy);
                    if (answer.statusCode() == 200 && answer.body().contains("demo backend")) {
                      tally.answered.incrementAndGet();
                    } else {
                      tally.wrong.add(answer.statusCode() + " " + answer.body());
                    }
                  } catch (IOException e) { // there was no answer: not even half of one
                    tally.refused.incrementAndGet();
                    Thread.sleep(20);
                  }
                }
                return null;
              });
    }
  }

  private HttpResponse<String> ask(ServedProcess proxy) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(proxy.url() + "/chat/completions"))
            .header("content-type", "application/json")
            .timeout(Duration.ofSeconds(20))
            .POST(
                BodyPublishers.ofString(
                    "{\"model\":\"m\",\"messages\":[" + TestProxy.user("I lost my card") + "]}"))
            .build(),
        BodyHandlers.ofString());
  }

  private ServedProcess serve(String name) throws IOException {
    RailSetFolder folder =
        new RailSetFolder(temp.resolve(name))
            .settings(
                RailSetFolder.SETTINGS
                    + "audit: {file: \"%s\"}%n".formatted(temp.resolve(name + ".jsonl")));
    return ServedProcess.serve(
        folder.path(), Map.of(), List.of("-Xmx192m"), temp.resolve(name + ".log"));
  }

  private List<JsonNode> audited(String name) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(temp.resolve(name + ".jsonl"))) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private static void await(AtomicInteger count, int least) throws InterruptedException {
    for (long end = System.nanoTime() + Duration.ofSeconds(30).toNanos(); count.get() < least; ) {
      assertThat(System.nanoTime()).as("%d of %d", count.get(), least).isLessThan(end);
      Thread.sleep(10);
    }
  }
}
