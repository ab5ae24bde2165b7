package io.railgate.examples.benchmarks.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.UserTurn;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Bytes that are allocated on the hot path. They say what times in a test cannot: the same code
 * allocates the same on every machine, once it is compiled. A bound is a tenth over what was seen.
 */
class AllocationTest {

  /** Seen: 77,776, and 84,200 before it is compiled. */
  private static final long MOST_TO_DECIDE = 85_600;

  /** Seen: 50,100, and 53,200 at first. */
  private static final long MOST_FOR_A_KNOWN_PROMPT = 55_000;

  /** Compiling takes its time on a busy machine, and only lowers what is allocated. */
  private static final int MOST_ROUNDS = 60;

  private static final int ROUNDS_IN_A_ROW = 3;
  private static final int CALLS = 500;

  private static final Pattern THREADS_OF_A_PROXY = Pattern.compile("vert\\.x-|encoder-lane-");

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final ScriptedBackend BACKEND = new ScriptedBackend();
  private static final Set<Long> BACKENDS_THREADS = threadsAfterAsking(BACKEND.url());
  private static final TestProxy PROXY = TestProxy.serve(Path.of("../bank"), BACKEND.url());

  @AfterAll
  static void close() {
    PROXY.close();
    BACKEND.close();
  }

  @Test
  void decidingOnAnEmbeddedMessage() {
    Conversation conversation =
        Conversation.of(
            LocalDate.of(2026, 1, 1),
            UserTurn.of("i forgot the pin of my card", TestProxy.encoder()));

    assertAllocates(
        MOST_TO_DECIDE,
        THREADS::getCurrentThreadAllocatedBytes,
        () -> PROXY.engine().replay(conversation));
  }

  /** All that the proxy's own threads do, from the request's first byte to the answer's last. */
  @Test
  void forwardingForAPromptThatWasDecidedOnBefore() {
    HttpRequest question = question(PROXY.url());
    assertThat(PROXY.send(question).headers().firstValue("railgate-action")).contains("forward");

    assertAllocates(
        MOST_FOR_A_KNOWN_PROMPT,
        AllocationTest::allocatedByTheProxy,
        () -> assertThat(PROXY.send(question).statusCode()).isEqualTo(200));
  }

  /** Fails unless some rounds in a row allocate no more than {@code most} bytes a call. */
  private static void assertAllocates(long most, LongSupplier bytes, Runnable call) {
    int within = 0;
    long each = 0;
    StringBuilder all = new StringBuilder();
    for (int round = 0; round < MOST_ROUNDS && within < ROUNDS_IN_A_ROW; round++) {
      long before = bytes.getAsLong();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      each = (bytes.getAsLong() - before) / CALLS;
      all.append(each).append(' ');
      within = each <= most ? within + 1 : 0;
    }
    assertThat(each).as("bytes a call, by rounds: " + all).isPositive().isLessThanOrEqualTo(most);
  }

  private static HttpRequest question(URI url) {
    return HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
        .header("content-type", "application/json")
        .POST(
            HttpRequest.BodyPublishers.ofString(
                "{\"model\":\"m\",\"messages\":[" + TestProxy.user("I lost my card") + "]}"))
        .build();
  }

  /** Those in this process before there is a proxy: the backend's. */
  private static Set<Long> threadsAfterAsking(URI backend) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(question(backend), BodyHandlers.discarding());
      return threads();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static long allocatedByTheProxy() {
    return threads().stream()
        .filter(thread -> !BACKENDS_THREADS.contains(thread))
        .mapToLong(THREADS::getThreadAllocatedBytes)
        .sum();
  }

  private static Set<Long> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> THREADS_OF_A_PROXY.matcher(thread.getName()).lookingAt())
        .map(Thread::threadId)
        .collect(Collectors.toSet());
  }
}
