package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.ServedBank;
import io.railgate.proxy.TestProxy;
import io.vertx.core.http.HttpServerResponse;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that leaves breaks off the call to the backend within a second. */
class ClientLeavesTest {

  private static final String MESSAGE = "somebody took my card";

  @RegisterExtension final ServedBank served = new ServedBank();

  @Test
  void theClientLeavesBeforeTheHead() throws Exception {
    served.backend().answerWith((request, body) -> {});
    CompletableFuture<?> asking = askAsync(false);
    while (served.received().isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }

    asking.cancel(true);

    assertThat(served.backend().closed().poll(900, TimeUnit.MILLISECONDS)).isNotNull();
  }

  @Test
  void theClientLeavesWithinAStream() throws Exception {
    served
        .backend()
        .answerWith(
            (request, body) -> {
              HttpServerResponse stream = ScriptedBackend.stream(request);
              served
                  .backend()
                  .vertx()
                  .setPeriodic(
                      20,
                      tick -> {
                        if (!stream.closed()) {
                          stream.write("data: " + ScriptedBackend.events().get(1) + "\n\n");
                        }
                      });
            });
    HttpResponse<Stream<String>> response =
        served.proxy().client().send(streamRequest(), BodyHandlers.ofLines());
    var lines = response.body().iterator();
    assertThat(lines.next()).startsWith("data: ");

    response.body().close();

    assertThat(served.backend().closed().poll(1, TimeUnit.SECONDS)).isNotNull();
  }

  private CompletableFuture<HttpResponse<String>> askAsync(boolean stream) {
    String body = "{\"stream\":" + stream + ",\"messages\":[" + TestProxy.user(MESSAGE) + "]}";
    return served
        .proxy()
        .client()
        .sendAsync(
            served.proxy().chatRequest(BodyPublishers.ofString(body)), BodyHandlers.ofString());
  }

  private HttpRequest streamRequest() {
    return served
        .proxy()
        .chatRequest(
            BodyPublishers.ofString(
                "{\"stream\":true,\"messages\":[" + TestProxy.user(MESSAGE) + "]}"));
  }
}
