package io.railgate.proxy.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.RawClient;
import io.railgate.proxy.TestProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each fault ends in its stated answer and in one line of the audit; no request hangs, and nothing
 * but the approved prompt has been sent.
 */
class FaultRunTest {

  private static final String SECRET = "zebra-4711";
  private static final String MESSAGE = "I lost my card, says " + SECRET;

  /** The longest that any of them may take: the backend has 1 s, the request 10 s. */
  private static final Duration LONGEST = Duration.ofSeconds(8);

  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource(Fault.class)
  void ofTheBackend(Fault fault) throws Exception {
    try (RawBackend backend = new RawBackend(fault.behaviour);
        TestProxy proxy = serve(backend.url())) {
      long begun = System.nanoTime();
      String answer = fault.stream ? streamed(proxy) : whole(proxy, fault.status);

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONGEST);
      assertThat(answer).contains(fault.word).doesNotContain(SECRET, "s3cr3t-key");
      assertThat(backend.received())
          .as("repeated, or sent what was typed")
          .singleElement()
          .asString()
          .contains(ProxiedBank.LOST_CARD)
          .doesNotContain(SECRET);
      assertThat(audited().path("status").asInt()).isEqualTo(fault.status);
      assertThat(audited().path("rail").asText()).isEqualTo("cards.report-lost");
      // and the next one is served as ever
      assertThat(proxy.ask("hello").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:1/v1", "http://no-such-host.invalid/v1"})
  void ofAnAddress(String url) throws Exception {
    try (TestProxy proxy = serve(URI.create(url))) {
      assertThat(whole(proxy, 502)).contains("backend_unreachable").doesNotContain(SECRET);
      assertThat(audited().path("code").asText()).isEqualTo("backend_unreachable");
    }
  }

  /** The client's own end is recorded too. */
  @Test
  void ofTheClientWhichVanishes() throws Exception {
    try (RawBackend backend = new RawBackend(RawBackend.sendsAndStalls(""));
        TestProxy proxy = serve(backend.url())) {
      try (RawClient client = new RawClient(proxy.url())) {
        client.askStreamed(MESSAGE, "HTTP/1.1");
        while (backend.received().isEmpty()) {
          Thread.sleep(5);
        }
      }
      assertThat(audited().path("status").asInt()).isEqualTo(499);
    }
  }

  private static String whole(TestProxy proxy, int status) {
    HttpResponse<String> answer = proxy.ask(MESSAGE);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer.body();
  }

  /** All that comes until the end, however that comes. */
  private static String streamed(TestProxy proxy) throws IOException {
    try (RawClient client = new RawClient(proxy.url())) {
      String answer = client.askStreamed(MESSAGE, "HTTP/1.0").readToTheEnd();
      assertThat(answer).startsWith("HTTP/1.0 200");
      return answer;
    }
  }

  private TestProxy serve(URI backend) {
    ProxiedBank.in(temp.resolve("bank"))
        .settings(
            ProxiedBank.SETTINGS
                + "audit: {file: \"%s\"}%n".formatted(temp.resolve("audit.jsonl")));
    return TestProxy.serve(temp.resolve("bank"), backend);
  }

  /** The first line, once it is there. */
  private JsonNode audited() throws IOException, InterruptedException {
    Path file = temp.resolve("audit.jsonl");
    for (int i = 0; i < 500 && (!Files.exists(file) || Files.size(file) == 0); i++) {
      Thread.sleep(10);
    }
    return new ObjectMapper().readTree(Files.readAllLines(file).getFirst());
  }
}
