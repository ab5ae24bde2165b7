package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.RawClient;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a connection may do before and between requests. */
class ConnectionsTest {

  private static final int MOST = 2;
  private static final Duration HEAD_TIME = Duration.ofMillis(500);
  private static final String GET = "GET /now HTTP/1.1\r\nhost: x\r\n\r\n";

  private final Vertx vertx = Vertx.vertx();
  private URI url = URI.create("about:blank");

  @BeforeEach
  void listen() throws StartFailed {
    int port = Ports.choose("127.0.0.1", 0);
    url = URI.create("http://127.0.0.1:" + port);
    Connections connections = new Connections(MOST, HEAD_TIME);
    vertx
        .deployVerticle(
            () ->
                new Listener(
                    ProxyServer.http("127.0.0.1", port, Duration.ofSeconds(30)),
                    this::answer,
                    HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER,
                    connections,
                    Duration.ofSeconds(1)),
            new DeploymentOptions().setInstances(2))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** At once, or after a second if the path is /later. */
  private void answer(HttpServerRequest request) {
    if (request.path().equals("/later")) {
      vertx.setTimer(1000, fired -> request.response().end("late"));
    } else {
      request.response().end("here");
    }
  }

  @Test
  void asManyAsAllowedAreServedAndOneMoreIsClosed() throws Exception {
    try (RawClient first = new RawClient(url);
        RawClient second = new RawClient(url)) {
      assertThat(first.send(GET).readAnswer()).endsWith("here");
      assertThat(second.send(GET).readAnswer()).endsWith("here");
      assertThat(answerToAnother()).as("one more").isEmpty();
    }
    for (int i = 0; i < 50 && answerToAnother().isEmpty(); i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(answerToAnother()).as("when there is room again").endsWith("here");
  }

  @Test
  void aHeadThatComesByteByByteIsCutOff() throws Exception {
    try (RawClient client = new RawClient(url)) {
      assertThat(secondsUntilCut(client)).isBetween(0.3, 5.0);
    }
  }

  @Test
  void aSecondHeadThatComesByteByByteIsCutOff() throws Exception {
    try (RawClient client = new RawClient(url)) {
      assertThat(client.send(GET).readAnswer()).endsWith("here");
      assertThat(secondsUntilCut(client)).isBetween(0.3, 5.0);
    }
  }

  @Test
  void aConnectionThatBringsNoRequestIsClosed() throws Exception {
    try (RawClient client = new RawClient(url)) {
      assertThat(client.readToTheEnd()).isEmpty();
    }
  }

  @Test
  void emptyLinesBetweenRequestsAreNoHead() throws Exception {
    try (RawClient client = new RawClient(url)) {
      assertThat(client.send(GET).readAnswer()).endsWith("here");
      client.send("\r\n");
      TimeUnit.MILLISECONDS.sleep(2 * HEAD_TIME.toMillis());
      assertThat(client.send(GET).readAnswer()).endsWith("here");
    }
  }

  @Test
  void neitherAKeptConnectionNorALateAnswerIsCutOff() throws Exception {
    try (RawClient client = new RawClient(url)) {
      assertThat(client.send(GET).readAnswer()).endsWith("here");
      TimeUnit.MILLISECONDS.sleep(2 * HEAD_TIME.toMillis());
      assertThat(client.send(GET.replace("now", "later")).readAnswer()).endsWith("late");
      assertThat(client.send(GET).readAnswer()).endsWith("here");
    }
  }

  @Test
  void aBodyAfterAnUnansweredRequestEndsTheConnection() throws Exception {
    String post = "POST /now HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\nbody";
    try (RawClient client = new RawClient(url)) {
      assertThat(client.send(post).readAnswer()).endsWith("here");
      assertThat(client.send(post).readAnswer()).endsWith("here");
      assertThat(client.send(GET.replace("now", "later") + post).readToTheEnd()).isEmpty();
    }
  }

  @Test
  void requestsWithoutABodyMayBePipelined() throws Exception {
    String last = GET.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n");
    try (RawClient client = new RawClient(url)) {
      assertThat(client.send(GET.replace("now", "later") + GET + last).readToTheEnd())
          .contains("late")
          .endsWith("here");
    }
  }

  @Test
  void anExpectationIsNoAnswer() throws Exception {
    String head =
        "POST /later HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 4\r\n\r\n";
    try (RawClient client = new RawClient(url)) {
      assertThat(client.send(head + "body").readAnswer()).endsWith("late");
      assertThat(client.send(head + "body").readAnswer()).endsWith("late");
    }
  }

  private String answerToAnother() throws IOException {
    try (RawClient another = new RawClient(url)) {
      return another.send(GET).readAnswer();
    } catch (SocketException cut) {
      return "";
    }
  }

  private static double secondsUntilCut(RawClient client) throws Exception {
    long started = System.nanoTime();
    client.send("GET / HTTP/1.1\r\nx: ");
    try {
      while (System.nanoTime() - started < TimeUnit.SECONDS.toNanos(10)) {
        client.send("x");
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException cut) {
      // as it should be
    }
    return (System.nanoTime() - started) / 1e9;
  }
}
