package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.Eventually;
import io.railgate.proxy.OtlpCollector;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.RawClient;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.SeenSpan;
import io.railgate.proxy.TestProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client's trace goes on through the proxy, and what of its headers does not. */
class TraceContextTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String SAMPLED = "00-" + TRACE + "-" + SPAN + "-01";

  @TempDir Path temp;
  private final OtlpCollector collector = new OtlpCollector();
  private final ScriptedBackend backend = new ScriptedBackend();
  private TestProxy proxy;

  @BeforeEach
  void serve() {
    proxy = TestProxy.traced(ProxiedBank.in(temp).path(), backend.url(), collector.variables());
  }

  @AfterEach
  void close() {
    proxy.close();
    backend.close();
    collector.close();
  }

  @Test
  void aClientsSpanIsTheParentAndTheBackendIsSentOurs() throws IOException {
    ask("traceparent: " + SAMPLED, "tracestate: vendor=secret-state", "baggage: user=secret-bag");

    List<SeenSpan> trace = collector.next();
    assertThat(trace.getFirst().parent()).isEqualTo(SPAN);
    assertThat(trace).allMatch(each -> each.trace().equals(TRACE) && each.state().isEmpty());
    Map<String, String> sent = backend.received().getFirst().headers();
    assertThat(sent)
        .containsEntry("traceparent", "00-" + TRACE + "-" + trace.getLast().id() + "-01")
        .doesNotContainKeys("tracestate", "baggage");
    assertThat(collector.bytes()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "traceparent: 00-" + TRACE + "-" + SPAN,
        "traceparent: 00-" + TRACE + "-" + SPAN + "-01-more",
        "traceparent: ff-" + TRACE + "-" + SPAN + "-01",
        "traceparent: 00-00000000000000000000000000000000-" + SPAN + "-01",
        "traceparent: 00-" + TRACE + "-0000000000000000-01",
        "traceparent: 00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
        "traceparent: nonsense",
        "traceparent:",
        "traceparent: " + SAMPLED + "\r\ntraceparent: " + SAMPLED
      })
  void aBadOneBeginsANewTrace(String header) throws IOException {
    ask(header);

    SeenSpan request = collector.next().getFirst();
    assertThat(request.parent()).isEmpty();
    assertThat(request.trace()).isNotEqualTo(TRACE);
  }

  @Test
  void whatAClientDoesNotSampleIsNotToldAndItsTraceGoesOn() throws IOException {
    ask("traceparent: 00-" + TRACE + "-" + SPAN + "-00");
    ask("traceparent: " + SAMPLED);

    assertThat(collector.next().getFirst().parent()).isEqualTo(SPAN);
    assertThat(collector.spans()).filteredOn(each -> each.kind().equals("SERVER")).hasSize(1);
    assertThat(backend.received().getFirst().headers().get("traceparent"))
        .matches("00-" + TRACE + "-[0-9a-f]{16}-00")
        .doesNotContain(SPAN);
  }

  @Test
  void withoutTracesTheBackendIsSentNoHeaderOfThem() throws IOException {
    proxy.close();
    proxy = TestProxy.serve(temp, backend.url());

    ask("traceparent: " + SAMPLED, "tracestate: a=b", "baggage: c=d");

    assertThat(backend.received().getFirst().headers())
        .doesNotContainKeys("traceparent", "tracestate", "baggage");
  }

  @Test
  void aClientThatLeavesIsTold() throws IOException {
    backend.answerWith((request, body) -> {});
    try (RawClient client = new RawClient(proxy.url())) {
      client.askStreamed("I lost my card", "HTTP/1.1");
      Eventually.holds("the backend is asked", () -> !backend.received().isEmpty());
    }

    List<SeenSpan> trace = collector.next();
    assertThat(trace.getFirst().attributes())
        .containsEntry("http.response.status_code", 499L)
        .containsEntry("error.type", "client_gone");
    assertThat(trace.getLast().attributes()).containsEntry("error.type", "cancelled");
  }

  @Test
  void oneThatLeavesWithinAStreamIsToldToo() throws IOException {
    String event = "data: " + ScriptedBackend.events().getFirst() + "\n\n";
    backend.answerWith((request, body) -> ScriptedBackend.stream(request).write(event));
    try (RawClient client = new RawClient(proxy.url())) {
      client.askStreamed("I lost my card", "HTTP/1.1");
      assertThat(client.socket().getInputStream().read()).isEqualTo('H');
    }

    List<SeenSpan> trace = collector.next();
    assertThat(trace.getFirst().attributes()).containsEntry("error.type", "client_gone");
    assertThat(trace.getLast().attributes())
        .containsEntry("error.type", "cancelled")
        .containsEntry("http.response.status_code", 200L)
        .containsEntry("gen_ai.response.finish_reasons", List.of("error"));
  }

  private void ask(String... headers) throws IOException {
    String body = "{\"messages\":[" + TestProxy.user("I lost my card") + "]}";
    try (RawClient client = new RawClient(proxy.url())) {
      String answer =
          client
              .send(
                  "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
                      + String.join("\r\n", headers)
                      + "\r\ncontent-length: "
                      + body.getBytes(StandardCharsets.UTF_8).length
                      + "\r\n\r\n"
                      + body)
              .readAnswer();
      assertThat(answer).startsWith("HTTP/1.1 200 ");
    }
  }
}
