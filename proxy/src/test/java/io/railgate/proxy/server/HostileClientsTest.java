package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.RawClient;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.ServedProcess;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that do harm: others are answered meanwhile, within ten times their usual time and 250
 * ms, and the proxy's memory stays within bounds. The proxy runs in a JVM of its own; the attackers
 * and the backend in this one.
 */
@EnabledOnOs(OS.LINUX)
class HostileClientsTest {

  /** Half of what the launcher gives. If it does not suffice, the JVM ends. */
  private static final String HEAP = "-Xmx256m";

  /** What Netty reads into and writes from; the JVM's default is as much as the heap. */
  private static final String DIRECT = "-XX:MaxDirectMemorySize=64m";

  /** Heap and direct memory, as above, and 448 MiB for the encoder, code, threads and the rest. */
  private static final long MOST_RESIDENT_BYTES = 768L << 20;

  /** How much more may live on the heap after an attack than before the first: bounded caches. */
  private static final long MOST_LEFT_BYTES = 32L << 20;

  /** What of one unread answer may be on its way: in the proxy and, most of it, in the kernel. */
  private static final long MOST_UNREAD_BYTES = 32L << 20;

  /** Between attacks that cost the attacker little: the tests' machine has to serve all sides. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final String SETTINGS =
      ProxiedBank.SETTINGS.replaceAll(
          "timeout: .*", "timeout: {connect: 5s, first-byte: 20s, idle: 20s, total: 60s}");

  private static final String MESSAGE = "somebody took my card";

  private static final String EVENT =
      "data: {\"choices\":[],\"filler\":\"" + "x".repeat(64_000) + "\"}\n\n";

  @TempDir static Path folder;
  private static ScriptedBackend backend;
  private static ServedProcess proxy;
  private static PoliteClient client;
  private static PoliteClient.Times usual;
  private static long liveBefore;

  @BeforeAll
  static void serve() throws IOException {
    backend = new ScriptedBackend();
    proxy =
        ServedProcess.serve(
            ProxiedBank.in(folder).settings(SETTINGS).path(),
            Map.of("BACKEND", backend.url().toString(), "KEY", "key"),
            List.of(HEAP, DIRECT, "-XX:+ExitOnOutOfMemoryError"),
            folder.resolve("log"));
    client = new PoliteClient(proxy.url());
    client.ask(300, Duration.ofSeconds(1)); // warms up
    usual = client.ask(100, Duration.ZERO);
    liveBefore = proxy.liveHeapBytes();
    print("usually: " + usual);
  }

  @AfterAll
  static void close() {
    proxy.close();
    backend.close();
  }

  @AfterEach
  void memoryIsBoundedAndGivenBack() throws Exception {
    assertThat(proxy.isAlive()).isTrue();
    long live = proxy.liveHeapBytes();
    String largest = "";
    for (int i = 0; i < 50 && !(isGivenBack(live) && largest.startsWith("HTTP/1.1 200")); i++) {
      TimeUnit.MILLISECONDS.sleep(200); // until the proxy knows that the attackers have left
      live = proxy.liveHeapBytes();
      largest = client.askLargest();
    }
    print(
        "  MiB: %d live, %d before; %d resident, %d at most"
            .formatted(
                live >> 20,
                liveBefore >> 20,
                proxy.residentBytes() >> 20,
                proxy.peakResidentBytes() >> 20));
    assertThat(isGivenBack(live)).as("%d bytes live", live).isTrue();
    assertThat(largest).as("there is memory to read with").startsWith("HTTP/1.1 200");
    assertThat(proxy.peakResidentBytes()).isLessThan(MOST_RESIDENT_BYTES);
  }

  @Test
  void aMillionMessages() throws Exception {
    String within = RawChat.of("{\"messages\":[" + "{},".repeat(349_000) + "{}]}");
    String million = RawChat.of("{\"messages\":[" + "{},".repeat(999_999) + "{}]}");
    try (Attackers attackers =
        new Attackers(proxy.url())
            .attack(1, PAUSE, on -> on.send(within).readAnswer())
            .attack(1, PAUSE, on -> on.sendUntilAnswered(million, 10_000))) {
      othersAreAnswered("a million messages", attackers);

      assertThat(attackers.answers())
          .anyMatch(answer -> is(answer, 400, "more than 100000 values, keys and brackets"))
          .anyMatch(answer -> is(answer, 413, "the body is larger than 1048576 bytes"));
    }
  }

  @Test
  void deepJson() throws Exception {
    String deepest = RawChat.of(nested(63));
    String deeper = RawChat.of(nested(64));
    String deep = RawChat.of(nested(100_000));
    try (Attackers attackers =
        new Attackers(proxy.url())
            .attack(1, on -> on.send(deepest).readAnswer())
            .attack(1, on -> on.send(deeper).readAnswer())
            .attack(2, on -> on.send(deep).readAnswer())) {
      othersAreAnswered("deep JSON", attackers);

      assertThat(attackers.answers())
          .anyMatch(answer -> answer.startsWith("HTTP/1.1 200"))
          .anyMatch(answer -> is(answer, 400, "more than 64 levels"))
          .allMatch(answer -> !answer.startsWith("HTTP/1.1 5"));
    }
  }

  @Test
  void aBodyOfOneByteTooManyInSmallChunks() throws Exception {
    int bytes = RequestBody.MAX_BYTES + 1;
    String chunk = "64\r\n%s\r\n".formatted(" ".repeat(100));
    String chunked = RawChat.CHUNKED_HEAD + chunk.repeat(bytes / 100 + 1);
    String counted = RawChat.of(" ".repeat(bytes));
    try (Attackers attackers =
        new Attackers(proxy.url())
            .attack(2, on -> on.sendUntilAnswered(chunked, 106))
            .attack(2, on -> on.sendUntilAnswered(counted, 100))) {
      othersAreAnswered("1 MiB + 1 in small chunks", attackers);

      assertThat(attackers.answers())
          .isNotEmpty()
          .allMatch(answer -> is(answer, 413, "the body is larger than 1048576 bytes"));
    }
  }

  @Test
  void headsByteByByte() throws Exception {
    try (Attackers attackers =
        new Attackers(proxy.url())
            .attack(300, on -> trickle(on.send("GET /v1/models HTTP/1.1\r\nhost: ")))) {
      othersAreAnswered("300 heads, byte by byte", attackers);
    }
  }

  @Test
  void largeBodiesThatDoNotEnd() throws Exception {
    String most = RawChat.head(RequestBody.MAX_BYTES) + " ".repeat(1_000_000);
    try (Attackers attackers =
        new Attackers(proxy.url())
            .attack(200, Duration.ofSeconds(5), on -> trickle(on.send(most)))) {
      othersAreAnswered("200 bodies of almost 1 MiB, byte by byte", attackers);

      assertThat(attackers.answers())
          .anyMatch(answer -> is(answer, 503, "too many large requests are being read"))
          .allMatch(answer -> answer.isEmpty() || answer.startsWith("HTTP/1.1 503"));
    }
  }

  @Test
  void idleConnections() throws Exception {
    var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    assumeThat(system.getMaxFileDescriptorCount())
        .as("files that a process may open here")
        .isGreaterThan(3000);
    try (Attackers attackers = new Attackers(proxy.url()).connect(2000)) {
      othersAreAnswered("2,000 idle connections", attackers);
    }
  }

  @Test
  void streamsThatAreNeverRead() throws Exception {
    int howMany = 32;
    AtomicLong sent = new AtomicLong();
    backend.answerWith(
        whenStreamed((request, body) -> pour(ScriptedBackend.stream(request), sent)));
    try (Attackers attackers =
        new Attackers(proxy.url())
            .attack(
                howMany,
                on -> {
                  on.askStreamed(MESSAGE, "HTTP/1.1");
                  TimeUnit.MINUTES.sleep(1);
                  return "";
                })) {
      othersAreAnswered(howMany + " endless streams that nobody reads", attackers);

      print("  MiB that the backend could send: " + (sent.get() >> 20));
      assertThat(sent.get()).isBetween(howMany * 64_000L, howMany * MOST_UNREAD_BYTES);
    }
  }

  @Test
  void pipelinedRequestsWhoseAnswersAreNeverRead() throws Exception {
    String get = "GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n";
    String post = RawChat.of(RawChat.body("hello"));
    try (Attackers attackers =
        new Attackers(proxy.url())
            .attack(4, PAUSE, on -> flood(on, get.repeat(1000)))
            .attack(4, PAUSE, on -> flood(on, get.repeat(50)))
            .attack(4, PAUSE, on -> flood(on, post.repeat(50)))) {
      othersAreAnswered("pipelined requests whose answers nobody reads", attackers);
    }
  }

  @Test
  void bodiesBehindAnUnansweredRequest() throws Exception {
    backend.answerWith(whenStreamed((request, body) -> {}));
    String behind = RawChat.head(RequestBody.MAX_BYTES) + " ".repeat(400_000);
    try (Attackers attackers =
        new Attackers(proxy.url())
            .attack(
                16,
                on -> {
                  on.askStreamed(MESSAGE, "HTTP/1.1").send(behind);
                  TimeUnit.MILLISECONDS.sleep(20);
                  return "";
                })) {
      othersAreAnswered("bodies behind an unanswered request", attackers);
    }
  }

  @Test
  void bodiesOfRefusedRequests() throws Exception {
    String refused =
        RawChat.head(RequestBody.MAX_BYTES).replace("/chat/completions", "/embeddings")
            + " ".repeat(400_000);
    try (Attackers attackers =
        new Attackers(proxy.url()).attack(16, on -> on.send(refused).readAnswer())) {
      othersAreAnswered("bodies of refused requests", attackers);

      assertThat(attackers.answers())
          .isNotEmpty()
          .allMatch(answer -> is(answer, 404, "there is no such route"));
    }
  }

  private static void othersAreAnswered(String attack, Attackers attackers) throws Exception {
    TimeUnit.MILLISECONDS.sleep(500); // so that the attack has begun
    PoliteClient.Times times = client.ask(50, Duration.ofSeconds(2));
    print(attack + ": " + times + "; attackers answered: " + attackers.answers().size());
    assertThat(times.median()).isLessThan(usual.median().multipliedBy(10).plusMillis(250));
  }

  private static boolean isGivenBack(long live) {
    return live < liveBefore + MOST_LEFT_BYTES;
  }

  private static boolean is(String answer, int status, String message) {
    return answer.startsWith("HTTP/1.1 " + status) && answer.contains(message);
  }

  private static String nested(int levels) {
    return RawChat.body("hello").replaceAll("}$", ",\"a\":")
        + "[".repeat(levels)
        + "]".repeat(levels)
        + "}";
  }

  /** Sends a byte five times a second until there is an answer. */
  private static String trickle(RawClient on) throws IOException, InterruptedException {
    while (on.socket().getInputStream().available() == 0) {
      on.send("x");
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return on.readAnswer();
  }

  /** Sends until the connection is cut. */
  private static String flood(RawClient on, String requests) throws IOException {
    while (true) {
      on.send(requests);
    }
  }

  /** The polite client's requests are answered as ever. */
  private static ScriptedBackend.Script whenStreamed(ScriptedBackend.Script script) {
    return (request, body) -> {
      if (body.contains("\"stream\":true")) {
        script.answer(request, body);
      } else {
        ScriptedBackend.wholeOrStreamed(request, body);
      }
    };
  }

  /** Writes events as fast as they are taken, one for each turn of the event loop. */
  private static void pour(HttpServerResponse stream, AtomicLong sent) {
    if (stream.closed()) {
      return;
    }
    if (stream.writeQueueFull()) {
      stream.drainHandler(drained -> pour(stream, sent));
      return;
    }
    stream.write(EVENT);
    sent.addAndGet(EVENT.length());
    backend.vertx().runOnContext(next -> pour(stream, sent));
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
