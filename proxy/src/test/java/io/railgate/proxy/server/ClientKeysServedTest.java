package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.LogTrap;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.RawClient;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With keys in railgate.yml, only who shows one of them is served. */
class ClientKeysServedTest {

  /** The key that {@link TestProxy} shows by itself. */
  private static final String EVERY_GROUP = "client-key";

  private static final String LOANS_ONLY = "rg-loans";

  @TempDir Path temp;
  private ScriptedBackend backend;
  private TestProxy proxy;

  @BeforeEach
  void start() throws Exception {
    backend = new ScriptedBackend();
    Path folder =
        ProxiedBank.in(temp)
            .settings(
                ProxiedBank.SETTINGS
                    + "keys:\n  - {id: web-shop, sha256: %s}\n".formatted(sha256(EVERY_GROUP))
                    + "  - {id: loans-app, sha256: %s, groups: [loans]}\n"
                        .formatted(sha256(LOANS_ONLY)))
            .rails("loans.yml", "rails: {rate: {says: [what is the loan rate], reply: 5 %}}")
            .path();
    proxy = TestProxy.serve(folder, backend.url());
  }

  @AfterEach
  void stop() {
    proxy.close();
    backend.close();
  }

  @Test
  void everyRouteWantsAKey() {
    for (String path :
        List.of("/chat/completions", "/completions", "/responses", "/checks", "/other")) {
      assertRefused(post(path, "wrong", "I lost my card"));
      assertRefused(send(HttpRequest.newBuilder(URI.create(proxy.url() + path)).GET().build()));
    }
    for (String path : List.of("/models", "/models/m")) {
      assertRefused(send(HttpRequest.newBuilder(URI.create(proxy.url() + path)).GET().build()));
    }
    assertThat(backend.received()).isEmpty();
  }

  @Test
  void aKeyOpensThemAll() {
    assertThat(proxy.ask("I lost my card").statusCode()).isEqualTo(200);
    assertThat(post("/checks", EVERY_GROUP, "I lost my card").statusCode()).isEqualTo(200);
    HttpRequest models =
        HttpRequest.newBuilder(URI.create(proxy.url() + "/models"))
            .header("authorization", "Bearer " + EVERY_GROUP)
            .build();
    assertThat(send(models).statusCode()).isEqualTo(200);
    assertThat(backend.received()).hasSize(1);
    assertThat(backend.received().getFirst().toString()).doesNotContain(EVERY_GROUP);
  }

  @Test
  void theBodyIsNotWaitedFor() throws IOException {
    try (var client = new RawClient(proxy.url())) {
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
              + "content-length: 1000000\r\n\r\n");

      assertThat(client.readAnswer()).startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void aKeyWithGroupsMatchesTheirRailsOnly() {
    HttpResponse<String> nothing = post("/chat/completions", LOANS_ONLY, "write me a poem");
    HttpResponse<String> lost = post("/chat/completions", LOANS_ONLY, "I lost my card");

    assertThat(content(lost)).isEqualTo(content(nothing));
    assertThat(lost.headers().firstValue("railgate-action")).contains("refuse");
    assertThat(lost.headers().firstValue("railgate-rail")).isEmpty();
    assertThat(post("/chat/completions", LOANS_ONLY, "what is the loan rate").body())
        .contains("5 %");
    assertThat(backend.received()).isEmpty();
  }

  @Test
  void whatWasDecidedForOneKeyIsNotForAnother() {
    for (int i = 0; i < 2; i++) {
      assertThat(action(post("/chat/completions", EVERY_GROUP, "I lost my card")))
          .isEqualTo("forward");
      assertThat(action(post("/chat/completions", LOANS_ONLY, "I lost my card")))
          .isEqualTo("refuse");
    }
  }

  @Test
  void aCheckTellsOfNoOtherGroup() {
    assertThat(post("/checks", EVERY_GROUP, "I lost my card").body()).contains("cards.report-lost");
    assertThat(post("/checks", LOANS_ONLY, "I lost my card").body())
        .doesNotContain("cards.", "report-lost");
  }

  @Test
  void theLogHoldsTheKeysIdAndNeverTheKey() throws InterruptedException {
    try (LogTrap logs = new LogTrap()) {
      post("/chat/completions", LOANS_ONLY, "what is the loan rate");
      post("/chat/completions", "rg-wrong", "what is the loan rate");

      for (int i = 0; i < 100 && !String.join("", logs.lines()).contains("key="); i++) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      assertThat(logs.lines())
          .anySatisfy(line -> assertThat(line).contains("exchange", "key=\"loans-app\""))
          .anySatisfy(line -> assertThat(line).contains("no exchange", "invalid_api_key"));
      assertThat(String.join("\n", logs.lines())).doesNotContain(LOANS_ONLY, "rg-wrong");
    }
  }

  private static void assertRefused(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("www-authenticate")).contains("Bearer");
    assertThat(response.body())
        .contains("\"type\":\"invalid_request_error\"", "\"code\":\"invalid_api_key\"")
        .doesNotContain("wrong");
  }

  private HttpResponse<String> post(String path, String key, String message) {
    return send(
        HttpRequest.newBuilder(URI.create(proxy.url() + path))
            .header("content-type", "application/json")
            .header("authorization", "Bearer " + key)
            .POST(
                BodyPublishers.ofString(
                    "{\"model\":\"m\",\"messages\":[" + TestProxy.user(message) + "]}"))
            .build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    return proxy.send(request);
  }

  private static String content(HttpResponse<String> response) {
    return response.body().replaceFirst("\"id\":\"[^\"]+\",", "").replaceFirst("\\d{10}", "");
  }

  private static String action(HttpResponse<String> response) {
    return response.headers().firstValue("railgate-action").orElse("none");
  }

  static String sha256(String key) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
  }
}
