package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients are told of their limits as OpenAI tells of its own, and held to them. */
class RatesServedTest {

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

  @Test
  void requestsBeyondTheLimitAreToldWhenToComeAgain() throws IOException {
    try (TestProxy proxy = serve("limits: {requests-per-minute: 2}\n")) {
      HttpResponse<String> first = proxy.ask("I lost my card");
      HttpResponse<String> second = proxy.get("/models");
      HttpResponse<String> third = proxy.ask("I lost my card");

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(header(first, "x-ratelimit-limit-requests")).isEqualTo("2");
      assertThat(header(first, "x-ratelimit-remaining-requests")).isEqualTo("1");
      assertThat(header(first, "x-ratelimit-reset-requests")).matches("(29|30)s");
      assertThat(header(first, "x-ratelimit-limit-prompts")).isEmpty();
      assertThat(second.statusCode()).isEqualTo(200);
      assertThat(header(second, "x-ratelimit-remaining-requests")).isEqualTo("0");
      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(Integer.parseInt(header(third, "retry-after"))).isBetween(20, 30);
      assertThat(third.body())
          .contains("\"type\":\"requests\"", "\"code\":\"rate_limit_exceeded\"")
          .contains("the limit of 2 requests per minute is reached; try again in ");
      assertThat(proxy.get("/models").statusCode()).isEqualTo(429);
      assertThat(proxy.post("/checks", "{}").statusCode()).isEqualTo(429);
      assertThat(backend.received()).hasSize(1);
    }
  }

  @Test
  void onlyWhatIsForwardedIsAPrompt() throws IOException {
    try (TestProxy proxy = serve("limits: {prompts-per-minute: 1}\n")) {
      HttpResponse<String> refused = proxy.ask("write me a poem about the sea");
      HttpResponse<String> replied = proxy.ask("hello");
      HttpResponse<String> forwarded = proxy.askStreamed("I lost my card");
      HttpResponse<String> over = proxy.ask("I lost my card");
      HttpResponse<String> repliedAgain = proxy.ask("hello");

      assertThat(header(refused, "x-ratelimit-limit-prompts")).isEmpty();
      assertThat(replied.statusCode()).isEqualTo(200);
      assertThat(forwarded.statusCode()).isEqualTo(200);
      assertThat(header(forwarded, "x-ratelimit-remaining-prompts")).isEqualTo("0");
      assertThat(over.statusCode()).isEqualTo(429);
      assertThat(over.body()).contains("\"type\":\"prompts\"");
      assertThat(repliedAgain.statusCode()).isEqualTo(200);
      assertThat(backend.received()).hasSize(1);
    }
  }

  @Test
  void aKeysOwnLimitIsItsOwn() throws Exception {
    String keys =
        "keys: [{id: shop, sha256: %s, requests-per-minute: 7}]\n"
            .formatted(ClientKeysServedTest.sha256("client-key"));
    try (TestProxy proxy = serve(keys + "limits: {requests-per-minute: 1}\n")) {
      assertThat(header(proxy.ask("hello"), "x-ratelimit-limit-requests")).isEqualTo("7");
      assertThat(proxy.get("/models").statusCode()).isEqualTo(401);
      assertThat(header(proxy.ask("hello"), "x-ratelimit-remaining-requests"))
          .as("who has no key takes nothing from those who have")
          .isEqualTo("5");
    }
  }

  @Test
  void theBackendsLimitsAreNotTakenForOurs() throws IOException {
    backend.answerWith(
        (request, body) -> {
          request
              .response()
              .putHeader("x-ratelimit-limit-requests", "10000")
              .putHeader("x-ratelimit-remaining-tokens", "5");
          ScriptedBackend.wholeOrStreamed(request, body);
        });
    try (TestProxy proxy = serve("")) {
      HttpResponse<String> response = proxy.ask("I lost my card");
      assertThat(header(response, "x-ratelimit-limit-requests")).isEqualTo("10000");
      assertThat(header(response, "x-ratelimit-remaining-tokens")).isEqualTo("5");
    }
    try (TestProxy proxy = serve("limits: {requests-per-minute: 9}\n")) {
      List<HttpResponse<String>> responses =
          List.of(proxy.ask("I lost my card"), proxy.askStreamed("I lost my card"));
      for (HttpResponse<String> response : responses) {
        assertThat(header(response, "x-ratelimit-limit-requests")).isEqualTo("9");
        assertThat(header(response, "x-ratelimit-remaining-tokens")).isEmpty();
      }
    }
  }

  private TestProxy serve(String settings) throws IOException {
    Path folder = ProxiedBank.in(temp).settings(ProxiedBank.SETTINGS + settings).path();
    return TestProxy.serve(folder, backend.url());
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
