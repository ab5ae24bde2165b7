package io.railgate.proxy.loading;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.Footprint;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ServedProcess;
import io.railgate.proxy.TestProxy;
import io.railgate.rails.RailSetFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, in a JVM of its own, whose set is loaded again while clients ask. */
class ReloadUnderLoadTest {

  private static final int RELOADS = 200;
  private static final int WARM_UP = 60;
  private static final int CLIENTS = 4;
  private static final long MEBIBYTE = 1024 * 1024;
  private static final String MESSAGE = "I lost my card";

  @TempDir Path temp;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void noRequestFailsAndNothingGrows() throws Exception {
    RailSetFolder folder = new RailSetFolder(temp.resolve("bank")); // with the demo backend
    try (ServedProcess proxy = serve(folder)) {
      AtomicBoolean over = new AtomicBoolean();
      AtomicLong answered = new AtomicLong();
      Queue<String> failed = new ConcurrentLinkedQueue<>();
      List<Future<?>> asking = new ArrayList<>();
      try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
        for (int i = 0; i < CLIENTS; i++) {
          asking.add(clients.submit(() -> askUntil(over, proxy, answered, failed)));
        }
        try {
          reload(proxy, folder, 0, WARM_UP);
          Footprint before = Footprint.of(proxy);
          reload(proxy, folder, WARM_UP, RELOADS);
          Footprint after = Footprint.of(proxy);

          assertThat(after.heapBytes() - before.heapBytes()).as("heap").isLessThan(4 * MEBIBYTE);
          assertThat(after.threads() - before.threads()).as("threads").isLessThan(6);
          assertThat(after.files() - before.files()).as("files").isLessThan(12);
        } finally {
          over.set(true);
        }
        for (Future<?> each : asking) {
          each.get();
        }
      }
      assertThat(failed).isEmpty();
      assertThat(answered.get()).as("requests").isGreaterThan(RELOADS);
    }
  }

  @Test
  void theSignalHangup() throws Exception {
    RailSetFolder folder = new RailSetFolder(temp.resolve("bank")); // with the demo backend
    try (ServedProcess proxy = serve(folder)) {
      new ProcessBuilder("kill", "-HUP", Long.toString(proxy.process().pid())).start().waitFor();

      String set = railSet(proxy);
      for (long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
          !set.contains("last_reload") && System.nanoTime() < end;
          set = railSet(proxy)) {
        Thread.sleep(20);
      }
      assertThat(set).contains("\"cause\":\"signal\"", "\"outcome\":\"replaced\"");
      assertThat(proxy.isAlive()).isTrue();
    }
  }

  private ServedProcess serve(RailSetFolder folder) throws IOException {
    return ServedProcess.serve(
        folder.path(),
        Map.of(),
        List.of("-XX:+UseSerialGC", "-Xmx192m"),
        temp.resolve("log"),
        "--no-watch");
  }

  /** Half of them are another set, every fifth has errors. */
  private void reload(ServedProcess proxy, RailSetFolder folder, int from, int to)
      throws IOException, InterruptedException {
    for (int i = from; i < to; i++) {
      String prompt = i % 5 == 4 ? "{nothing}" : "Say " + i / 2 + ".";
      folder.rails(
          "cards.yml", RailSetFolder.CARDS.replace(ProxiedBank.LOST_CARD, "\"" + prompt + "\""));
      HttpResponse<String> answer =
          send(
              HttpRequest.newBuilder(URI.create(proxy.managementUrl() + "/reload"))
                  .POST(BodyPublishers.noBody()));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(i % 5 == 4 ? 422 : 200);
    }
  }

  private void askUntil(
      AtomicBoolean over, ServedProcess proxy, AtomicLong answered, Queue<String> failed) {
    String body = "{\"model\":\"m\",\"messages\":[" + TestProxy.user(MESSAGE) + "]}";
    while (!over.get()) {
      try {
        HttpResponse<String> answer =
            send(
                HttpRequest.newBuilder(URI.create(proxy.url() + "/chat/completions"))
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofString(body)));
        if (answer.statusCode() != 200 || !answer.body().contains("This is the demo backend")) {
          failed.add(answer.statusCode() + " " + answer.body());
        }
        answered.incrementAndGet();
        Thread.sleep(2);
      } catch (IOException | InterruptedException e) {
        failed.add(e.toString());
      }
    }
  }

  private String railSet(ServedProcess proxy) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(proxy.managementUrl() + "/railset"))).body();
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
  }
}
