package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.RawClient;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import io.railgate.proxy.openai.Rounds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A request that cannot be read has one clear error, and the backend never hears of it. */
class BadRequestTest {

  private static final String ANSWERED = ",{\"role\":\"assistant\",\"content\":\"Hi\"},";

  @TempDir static Path folder;
  private static ScriptedBackend backend;
  private static TestProxy proxy;

  @BeforeAll
  static void serve() {
    backend = new ScriptedBackend();
    proxy = TestProxy.serve(ProxiedBank.in(folder).path(), backend.url());
  }

  @AfterAll
  static void close() {
    proxy.close();
    backend.close();
  }

  @AfterEach
  void theBackendSawNothing() {
    assertThat(backend.received()).isEmpty();
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        argumentSet("empty", "", "the body is empty"),
        argumentSet("not JSON", "hello", "the body is not JSON at line 1, column 1"),
        argumentSet("cut off", "{\"model\":", "the body is not JSON at line 1, column 10"),
        argumentSet("an array", "[]", "the body is an array, expected an object"),
        argumentSet("two values", "{} {}", "the body is not JSON at line 1, column 4"),
        argumentSet(
            "a key twice",
            "{\"messages\": [], \"messages\": []}",
            "the body is not JSON at line 1, column 28: a key stands twice"),
        argumentSet(
            "too deep",
            "{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}",
            "the body is not JSON: more than 64 levels"),
        argumentSet("no messages", "{}", "messages: found nothing, expected an array of messages"),
        argumentSet(
            "empty messages",
            "{\"messages\":[]}",
            "messages: found an empty array, expected an array of messages"),
        argumentSet(
            "no object", "{\"messages\":[7]}", "messages[0]: found a number, expected an object"),
        argumentSet(
            "role",
            messages("{\"role\":\"root\",\"content\":\"x\"}"),
            "messages[0].role: expected one of system, developer, user, assistant, tool"),
        argumentSet(
            "content",
            messages("{\"role\":\"user\",\"content\":7}"),
            "messages[0].content: found a number, expected a string"),
        argumentSet(
            "image",
            messages("{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}"),
            "messages[0].content[0].type: only parts of type text are read"),
        argumentSet(
            "prefill",
            messages(TestProxy.user("hello"), "{\"role\":\"assistant\",\"content\":\"Sure\"}"),
            "messages[1].role: the last turn has the role assistant, expected the role user"),
        argumentSet(
            "no user",
            messages("{\"role\":\"system\",\"content\":\"x\"}"),
            "messages: there is no message with the role user"),
        argumentSet(
            "model",
            "{\"model\":7,\"messages\":[" + TestProxy.user("x") + "]}",
            "model: found a number, expected a model's name"),
        argumentSet(
            "temperature",
            with("\"temperature\":2.5"),
            "temperature: found 2.5, expected a number from 0.0 to 2.0"),
        argumentSet(
            "temperature as text",
            with("\"temperature\":\"hot\""),
            "temperature: found a string, expected a number from 0.0 to 2.0"),
        argumentSet("n", with("\"n\":0"), "n: found 0, expected a whole number from 1 to 128"),
        argumentSet(
            "max_tokens",
            with("\"max_tokens\":1.5"),
            "max_tokens: found 1.5, expected a whole number from 1 to 2147483647"),
        argumentSet(
            "stream", with("\"stream\":\"yes\""), "stream: found a string, expected true or false"),
        argumentSet(
            "stream_options",
            with("\"stream_options\":[]"),
            "stream_options: found an array, expected an object"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBodyThatIsNoChatRequest(String body, String message) {
    HttpResponse<String> response = proxy.chat(body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .startsWith(
            "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\"");
  }

  @Test
  void aBodyThatIsNotUtf8() {
    byte[] latin1 = with("\"user\":\"Zoë\"").getBytes(StandardCharsets.ISO_8859_1);

    HttpResponse<String> response =
        proxy.send(proxy.chatRequest(BodyPublishers.ofByteArray(latin1)));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("the body is not UTF-8");
  }

  /** Decoders write it for what they cannot read; a client may have typed it. */
  @Test
  void aBodyWithAReplacementCharacterIsRead() {
    byte[] utf8 = with("\"user\":\"Zo\uFFFD\"").getBytes(StandardCharsets.UTF_8);

    HttpResponse<String> response = proxy.send(proxy.chatRequest(BodyPublishers.ofByteArray(utf8)));

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void aBodyOfTheLargestSizeIsReadAndOneByteMoreIsNot() {
    String largest = padded(RequestBody.MAX_BYTES);

    assertThat(inChunks(largest).statusCode()).isEqualTo(200);
    assertThat(proxy.chat(largest).statusCode()).isEqualTo(200);
    assertThat(inChunks(largest + " ").statusCode()).isEqualTo(413);
    assertThat(proxy.chat(largest + " ").body())
        .contains("the body is larger than 1048576 bytes")
        .contains("\"code\":\"body_too_large\"");
  }

  @Test
  void aTurnOfTheLargestSizeIsReadAndOneByteMoreIsNot() {
    String largest = "é".repeat(Rounds.MAX_TURN_BYTES / 2);

    assertThat(proxy.ask(largest).statusCode()).isEqualTo(200);
    assertThat(proxy.ask(largest + "x").body())
        .contains("messages[0].content: found 32769 bytes, expected at most 32768");
  }

  @Test
  void asManyMessagesAsAllowedAreReadAndOneMoreIsNot() {
    String message = "{\"role\":\"assistant\",\"content\":\"x\"},";
    String most = message.repeat(Rounds.MAX_MESSAGES - 1);

    assertThat(proxy.chat(messages(most + TestProxy.user("hello"))).statusCode()).isEqualTo(200);
    assertThat(proxy.chat(messages(message + most + TestProxy.user("hello"))).body())
        .contains("messages: found 257, expected at most 256");
  }

  @Test
  void asManyTurnsAsAllowedAreReadAndOneMoreIsNot() {
    String most = (TestProxy.user("hello") + ",").repeat(Rounds.MAX_TURNS - 1);

    assertThat(proxy.chat(messages(most + TestProxy.user("hello"))).statusCode()).isEqualTo(200);
    assertThat(
            proxy
                .chat(messages(most + TestProxy.user("hello") + "," + TestProxy.user("hello")))
                .body())
        .contains("messages: found more than 16 user turns without an answer between them");
    String earlier = most + TestProxy.user("hello") + "," + TestProxy.user("hello") + ANSWERED;
    assertThat(proxy.chat(messages(earlier + TestProxy.user("hello"))).statusCode()).isEqualTo(400);
  }

  @Test
  void manyTurnsWithAnswersBetweenThemAreRead() {
    String most = (TestProxy.user("hello") + ANSWERED).repeat(Rounds.MAX_TURNS + 1);

    assertThat(proxy.chat(messages(most + TestProxy.user("hello"))).statusCode()).isEqualTo(200);
  }

  @Test
  void theConnectionOfATooLargeBodyIsClosed() throws IOException {
    try (RawClient client = new RawClient(proxy.url())) {
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
              + "transfer-encoding: chunked\r\n\r\n");
      String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
      for (int i = 0; i < 17; i++) {
        client.send(chunk);
      }

      assertThat(client.readToTheEnd()).startsWith("HTTP/1.1 413").contains("connection: close");
    }
  }

  @Test
  void aConnectionWithoutABodyIsKeptAfterAnError() throws IOException {
    String get = "GET /v1/nothing HTTP/1.1\r\nhost: x\r\n";
    try (RawClient client = new RawClient(proxy.url())) {
      client.send(get + "\r\n" + get + "connection: close\r\n\r\n");

      assertThat(client.readToTheEnd().split("HTTP/1.1 404", -1)).hasSize(3);
    }
  }

  @Test
  void aBodyThatDoesNotCome() throws IOException {
    try (TestProxy hasty =
            TestProxy.serve(
                ProxiedBank.in(folder)
                    .settings(ProxiedBank.SETTINGS.replace("total: 10s", "total: 300ms"))
                    .path(),
                backend.url());
        RawClient client = new RawClient(hasty.url())) {
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
              + "content-length: 99\r\n\r\n{");

      assertThat(client.readToTheEnd()).containsAnyOf("HTTP/1.1 408", "HTTP/1.1 504");
    }
  }

  @Test
  void whatIsNoHttp() throws IOException {
    try (RawClient client = new RawClient(proxy.url())) {
      assertThat(client.send("hello there\r\n\r\n").readToTheEnd())
          .contains(" 400 Bad Request")
          .contains("\"code\":\"invalid_request\"");
    }
    try (RawClient client = new RawClient(proxy.url())) {
      String large = "x".repeat(ProxyServer.MAX_HEADER_BYTES);
      assertThat(client.send("GET / HTTP/1.1\r\nhost: " + large + "\r\n\r\n").readToTheEnd())
          .startsWith("HTTP/1.1 431")
          .contains("the headers are larger than 16384 bytes");
    }
  }

  @Test
  void anExpectationIsAnswered() throws IOException {
    String body = with("\"n\":1");
    try (RawClient client = new RawClient(proxy.url())) {
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
              + "expect: 100-continue\r\nconnection: close\r\ncontent-length: "
              + body.length()
              + "\r\n\r\n");
      byte[] first = client.socket().getInputStream().readNBytes(12);
      client.send(body);

      assertThat(new String(first, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 100");
      assertThat(client.readToTheEnd()).contains("HTTP/1.1 200");
    }
  }

  @Test
  void noFieldsNameGetsIntoAHeader() {
    for (String name : List.of("messages.\\r\\n X-Injected: yes", "messages.secret", "secret 卡")) {
      HttpResponse<String> response = proxy.chat(with("\"" + name + "\":1"));

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("railgate-dropped")).contains("?");
      assertThat(response.headers().map()).doesNotContainKey("x-injected");
    }
  }

  @Test
  void anotherContentType() {
    var request =
        HttpRequest.newBuilder(URI.create(proxy.url() + "/chat/completions"))
            .header("content-type", "text/plain")
            .POST(BodyPublishers.ofString(with("\"n\":1")))
            .build();

    assertThat(proxy.send(request).statusCode()).isEqualTo(415);
  }

  @Test
  void anotherMethod() {
    HttpResponse<String> response = proxy.get("/chat/completions");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).contains("POST");
  }

  @Test
  void aBodyThatNobodyAskedForIsNotWaitedFor() throws IOException {
    try (RawClient raw = new RawClient(proxy.url())) {
      String answer =
          raw.send("GET /v1/models HTTP/1.1\r\nhost: x\r\ncontent-length: 100000000\r\n\r\nx")
              .readToTheEnd(); // within the client's 15 s

      assertThat(answer).startsWith("HTTP/1.1 200").contains("connection: close");
    }
  }

  @Test
  void aRouteThatTheRailsDoNotReadIsClosed() {
    for (String path : List.of("/embeddings", "/responses/resp_1", "/files", "/../health/live")) {
      HttpResponse<String> response = proxy.get(path);

      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertThat(response.body()).contains("\"code\":\"not_found\"");
    }
  }

  /** Sent in chunks of 1,000 bytes without a content-length. */
  private static HttpResponse<String> inChunks(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    List<byte[]> chunks =
        IntStream.range(0, (bytes.length + 999) / 1000)
            .mapToObj(
                i -> Arrays.copyOfRange(bytes, i * 1000, Math.min(bytes.length, (i + 1) * 1000)))
            .collect(Collectors.toUnmodifiableList());
    return proxy.send(proxy.chatRequest(BodyPublishers.ofByteArrays(chunks)));
  }

  private static String padded(int bytes) {
    String body = with("\"n\":1");
    return body + " ".repeat(bytes - body.length());
  }

  private static String messages(String... messages) {
    return "{\"model\":\"m\",\"messages\":[" + String.join(",", messages) + "]}";
  }

  private static String with(String field) {
    return "{\"model\":\"m\"," + field + ",\"messages\":[" + TestProxy.user("hello") + "]}";
  }
}
