package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and answers mean the same in whatever pieces they come: within a character, too. */
class CutAnywhereTest {

  /** Characters of one to four bytes, as such and escaped. */
  private static final String MESSAGE = "Crème 😀 \\ud83d\\ude00 日本 ";

  /** Made anew for each response. */
  private static final Pattern ID = Pattern.compile("(resp|msg)_[0-9a-f]{32}");

  @TempDir Path temp;
  private ScriptedBackend backend;

  @BeforeEach
  void start() {
    backend = new ScriptedBackend();
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 4096})
  void aRequestAndAnAnswerThatComesWhole(int bytes) {
    backend.answerWith((request, body) -> answer(request, ScriptedBackend.whole(), bytes));

    HttpResponse<String> response = chat("", bytes);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(ScriptedBackend.whole());
    assertForwarded();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 4096})
  void aRequestAndAnAnswerThatIsStreamed(int bytes) {
    String events = events();
    backend.answerWith((request, body) -> answer(request, events, bytes));

    HttpResponse<String> response = chat("\"stream\":true,", bytes);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(events);
    assertForwarded();
  }

  @ParameterizedTest
  @CsvSource({"/completions, prompt", "/responses, input"})
  void theSameInOtherProtocols(String path, String field) {
    passing();
    try (TestProxy proxy = TestProxy.serve(temp, backend.url())) {
      for (String stream : List.of("false", "true")) {
        String answer = stream.equals("true") ? events() : ScriptedBackend.whole();
        String body = "{\"stream\":%s,\"%s\":\"%s\"}".formatted(stream, field, MESSAGE);
        Set<String> results = new HashSet<>();
        for (int bytes : List.of(1, 2, 3, 7, 4096, 1 << 20)) {
          backend.answerWith((request, sent) -> answer(request, answer, bytes));
          HttpResponse<String> response = proxy.send(proxy.request(path, cut(body, bytes)));
          assertThat(response.statusCode()).isEqualTo(200);
          results.add(ID.matcher(response.body()).replaceAll("id"));
        }
        assertThat(results).singleElement().asString().contains("brûlée", "😀");
      }
      assertThat(backend.received())
          .hasSize(12)
          .allSatisfy(sent -> assertThat(sent.body()).contains("\"Crème 😀 😀 日本 \"}"));
    }
  }

  /** The message is passed on, so that each of its characters is seen at the backend. */
  private HttpResponse<String> chat(String fields, int bytes) {
    passing();
    String body =
        "{%s\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}".formatted(fields, MESSAGE);
    try (TestProxy proxy = TestProxy.serve(temp, backend.url())) {
      return proxy.send(proxy.chatRequest(BodyPublishers.ofByteArrays(cut(body, bytes))));
    }
  }

  private void passing() {
    ProxiedBank.in(temp)
        .rails("pass.yml", "rails: {talk: {says: [\"" + MESSAGE + "\"], pass: true}}");
  }

  private static String events() {
    return ScriptedBackend.events().stream()
        .map(event -> "data: " + event + "\n\n")
        .collect(Collectors.joining("", "", "data: [DONE]\n\n"));
  }

  private void assertForwarded() {
    assertThat(backend.received())
        .singleElement()
        .satisfies(
            received -> assertThat(received.body()).contains("\"content\":\"Crème 😀 😀 日本 \"}"));
  }

  private static void answer(HttpServerRequest request, String text, int bytes) {
    HttpServerResponse response = request.response().setChunked(true);
    response.putHeader(
        "content-type", text.startsWith("data") ? "text/event-stream" : "application/json");
    Future<Void> written = Future.succeededFuture();
    for (byte[] piece : cut(text, bytes)) {
      written = written.compose(before -> response.write(Buffer.buffer(piece)));
    }
    written.onSuccess(all -> response.end());
  }

  private static List<byte[]> cut(String text, int bytes) {
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    List<byte[]> pieces = new ArrayList<>();
    for (int from = 0; from < all.length; from += bytes) {
      pieces.add(Arrays.copyOfRange(all, from, Math.min(all.length, from + bytes)));
    }
    return pieces;
  }
}
