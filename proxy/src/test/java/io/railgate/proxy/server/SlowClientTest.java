package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.LogTrap;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.RawClient;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import io.vertx.core.http.HttpServerResponse;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that does not read holds its backend back, and the proxy keeps little of the answer. */
class SlowClientTest {

  private static final long ANSWER_BYTES = 256L << 20;

  /** More than the buffers of four sockets and of both servers hold. */
  private static final long BUFFERED_BYTES = 32L << 20;

  @TempDir Path folder;

  @Test
  void aStreamIsReadNoFasterThanTheClientReads() throws Exception {
    AtomicLong sent = new AtomicLong();
    try (ScriptedBackend backend = new ScriptedBackend();
        TestProxy proxy = TestProxy.serve(ProxiedBank.in(folder).path(), backend.url());
        Socket client = new Socket(proxy.url().getHost(), proxy.url().getPort())) {
      backend.answerWith((request, body) -> pour(ScriptedBackend.stream(request), sent));

      client.getOutputStream().write(streamRequest());
      long before = waitUntilStill(sent);

      assertThat(before).isPositive().isLessThan(BUFFERED_BYTES);
      assertThat(proxy.ask("hello").statusCode()).as("others are served").isEqualTo(200);

      client.getInputStream().readNBytes(16 << 20);
      assertThat(waitUntilStill(sent)).as("goes on when the client reads").isGreaterThan(before);
    }
  }

  @Test
  void aClientThatNeverReadsIsCutOffWhenItsTimeIsOver() throws Exception {
    ProxiedBank.in(folder).settings(ProxiedBank.SETTINGS.replace("total: 10s", "total: 1s"));
    try (ScriptedBackend backend = new ScriptedBackend();
        TestProxy proxy = TestProxy.serve(folder, backend.url());
        LogTrap logs = new LogTrap();
        Socket client = new Socket(proxy.url().getHost(), proxy.url().getPort())) {
      backend.answerWith(
          (request, body) -> pour(ScriptedBackend.stream(request), new AtomicLong()));

      client.getOutputStream().write(streamRequest());

      assertThat(backend.closed().poll(10, TimeUnit.SECONDS)).as("backend released").isNotNull();
      // The exchange is over, though the client has not read a byte.
      for (int i = 0; i < 100 && logs.lines().stream().noneMatch(SlowClientTest::isOver); i++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(logs.lines()).anyMatch(SlowClientTest::isOver);
    }
  }

  @Test
  void aClientThatStopsReadingIsCutOffLongBeforeItsTimeIsOver() throws Exception {
    ProxiedBank.in(folder).settings(ProxiedBank.SETTINGS.replace("total: 10s", "total: 5m"));
    try (ScriptedBackend backend = new ScriptedBackend();
        TestProxy proxy = TestProxy.serve(folder, backend.url());
        Socket client = new Socket(proxy.url().getHost(), proxy.url().getPort())) {
      backend.answerWith(
          (request, body) -> pour(ScriptedBackend.stream(request), new AtomicLong()));

      client.getOutputStream().write(streamRequest());

      assertThat(backend.closed().poll(5, TimeUnit.SECONDS))
          .as("at first it is waited for")
          .isNull();
      assertThat(backend.closed().poll(15, TimeUnit.SECONDS)).as("not for ever").isNotNull();
    }
  }

  /** The end of a response holds its text several times. */
  @Test
  void aClientThatTakesNothingOfTheEndOfItsAnswerIsCutOff() throws Exception {
    ProxiedBank.in(folder).settings(ProxiedBank.SETTINGS.replace("total: 10s", "total: 5m"));
    String piece =
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n"
            .formatted("\u20ac".repeat(10_000));
    String body = "{\"stream\":true,\"input\":\"I lost my card\"}";
    try (ScriptedBackend backend = new ScriptedBackend();
        TestProxy proxy = TestProxy.serve(folder, backend.url());
        LogTrap logs = new LogTrap();
        RawClient client = new RawClient(proxy.url())) {
      backend.answerWith(
          (request, asked) ->
              ScriptedBackend.stream(request).end(piece.repeat(100) + "data: [DONE]\n\n"));

      client.send(
          "POST /v1/responses HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
              + "content-length: %d\r\n\r\n%s".formatted(body.length(), body));

      for (int i = 0; i < 400 && logs.lines().stream().noneMatch(SlowClientTest::isOver); i++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(logs.lines()).anyMatch(SlowClientTest::isOver);
      assertThat(logs.lines()).noneMatch(line -> isOver(line) && line.contains("status=200"));
    }
  }

  private static boolean isOver(String line) {
    return line.startsWith("exchange ");
  }

  /** Writes events as fast as they are taken, up to the whole answer. */
  private static void pour(HttpServerResponse stream, AtomicLong sent) {
    String event = "data: {\"choices\":[],\"filler\":\"" + "x".repeat(16_000) + "\"}\n\n";
    while (!stream.closed() && !stream.writeQueueFull() && sent.get() < ANSWER_BYTES) {
      stream.write(event);
      sent.addAndGet(event.length());
    }
    stream.drainHandler(drained -> pour(stream, sent));
  }

  /** The count once it has not grown for 300 ms; the backend's longest silence is 500 ms. */
  private static long waitUntilStill(AtomicLong count) throws InterruptedException {
    long last = -1;
    while (count.get() != last || last == 0) {
      last = count.get();
      TimeUnit.MILLISECONDS.sleep(300);
    }
    return last;
  }

  private static byte[] streamRequest() {
    String body = "{\"stream\":true,\"messages\":[" + TestProxy.user("I lost my card") + "]}";
    return ("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
            + "content-length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.UTF_8);
  }
}
