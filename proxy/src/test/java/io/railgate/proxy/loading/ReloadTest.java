package io.railgate.proxy.loading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.server.ProxyOptions;
import io.railgate.proxy.server.ProxyServer;
import io.railgate.rails.RailSetFolder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rail set that is loaded again while it is served. */
class ReloadTest {

  private static final String OTHER_PROMPT =
      RailSetFolder.CARDS.replace(ProxiedBank.LOST_CARD, "Say that the card is blocked.");

  private final ReloadedProxy proxy;

  ReloadTest(@TempDir Path temp) {
    proxy = new ReloadedProxy(temp.resolve("bank"));
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void theNewSetIsServed() throws Exception {
    String before = proxy.first.engine().digest();
    proxy.ask("I lost my card").get();
    assertThat(proxy.prompt()).isEqualTo(ProxiedBank.LOST_CARD);
    assertThat(proxy.railSet().path("digest").asText()).isEqualTo(before);
    assertThat(proxy.railSet().has("last_reload")).isFalse();

    proxy.folder.rails("cards.yml", OTHER_PROMPT);
    HttpResponse<String> reload = proxy.management("POST", "/reload");

    JsonNode report = new ObjectMapper().readTree(reload.body());
    assertThat(reload.statusCode()).isEqualTo(200);
    assertThat(report.path("outcome").asText()).isEqualTo("replaced");
    assertThat(report.path("cause").asText()).isEqualTo("request");
    HttpResponse<String> answer = proxy.ask("I lost my card").get();
    assertThat(proxy.prompt()).isEqualTo("Say that the card is blocked.");
    assertThat(answer.headers().firstValue("railgate-set"))
        .contains(report.path("digest").asText())
        .isNotEqualTo(before);
    JsonNode now = proxy.railSet();
    assertThat(now.path("digest")).isEqualTo(report.path("digest"));
    assertThat(now.path("reloads").asInt()).isEqualTo(1);
    assertThat(now.path("last_reload")).isEqualTo(report);
    assertThat(proxy.firstEnded).succeedsWithin(5, TimeUnit.SECONDS);
  }

  @Test
  void aSetWithErrorsLeavesTheOneThatWorks() throws Exception {
    proxy.folder.rails("cards.yml", RailSetFolder.CARDS + "  bad: {says: [x], reply: \"{no}\"}\n");

    HttpResponse<String> reload = proxy.management("POST", "/reload");

    assertThat(reload.statusCode()).isEqualTo(422);
    JsonNode report = new ObjectMapper().readTree(reload.body());
    assertThat(report.path("outcome").asText()).isEqualTo("kept");
    assertThat(report.path("problems").path(0).asText())
        .contains("rails/cards.yml:14:27: reply uses {no}");
    assertThat(proxy.railSet().path("failed_reloads").asInt()).isEqualTo(1);
    assertThat(proxy.railSet().path("last_reload")).isEqualTo(report);
    assertThat(proxy.railSet().path("digest").asText()).isEqualTo(proxy.first.engine().digest());
    assertThat(proxy.ask("I lost my card").get().statusCode()).isEqualTo(200);
    assertThat(proxy.firstEnded).isNotDone();

    proxy.folder.rails("cards.yml", OTHER_PROMPT);
    assertThat(proxy.management("POST", "/reload").statusCode()).isEqualTo(200);
  }

  /** The backend answers only once the set has been replaced, twice. */
  @Test
  void aRequestInFlightEndsWithTheSetThatItBeganWith() throws Exception {
    BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
    proxy.backend.answerWith(
        (request, body) -> held.add(() -> ScriptedBackend.wholeOrStreamed(request, body)));
    String before = proxy.first.engine().digest();
    CompletableFuture<HttpResponse<String>> flying = proxy.ask("I lost my card");
    Runnable answer = held.take();

    for (String prompt : new String[] {"Say one.", "Say two."}) {
      proxy.folder.rails("cards.yml", RailSetFolder.CARDS.replace(ProxiedBank.LOST_CARD, prompt));
      assertThat(proxy.reloader.reload("test").succeeded()).isTrue();
    }
    assertThat(proxy.firstEnded).as("closed under a request").isNotDone();
    proxy.backend.vertx().runOnContext(unused -> answer.run());

    assertThat(flying.get().body()).contains(ScriptedBackend.ANSWER);
    assertThat(flying.get().headers().firstValue("railgate-set")).contains(before);
    assertThat(proxy.firstEnded).succeedsWithin(5, TimeUnit.SECONDS);
  }

  @Test
  void anotherEncoderTakesTheOldOnesPlace() throws Exception {
    proxy.folder.settings(ProxiedBank.SETTINGS + "encoder: all-MiniLM-L6-v2-q\n");

    assertThat(proxy.reloader.reload("test").succeeded()).isTrue();

    assertThat(proxy.railSet().path("encoder").asText()).isEqualTo("all-MiniLM-L6-v2-q");
    assertThat(proxy.reloader.served().encoder()).isNotSameAs(proxy.first.encoder());
    assertThat(proxy.ask("my card was stolen").get().headers().firstValue("railgate-rail"))
        .contains("cards.report-lost");
    assertThat(proxy.firstEnded).succeedsWithin(5, TimeUnit.SECONDS);
    proxy.first.close();
  }

  @Test
  void theBackendCanBeAnother() throws Exception {
    try (ScriptedBackend other = new ScriptedBackend()) {
      proxy.folder.settings(ProxiedBank.SETTINGS.replace("${BACKEND}", other.url().toString()));
      assertThat(proxy.reloader.reload("test").succeeded()).isTrue();

      proxy.ask("I lost my card").get();

      assertThat(other.received()).hasSize(1);
      assertThat(proxy.backend.received()).isEmpty();
    }
    proxy.folder.settings(ProxiedBank.SETTINGS.replace("${BACKEND}", "demo"));
    assertThat(proxy.reloader.reload("test").succeeded()).isTrue();
    assertThat(proxy.ask("I lost my card").get().body()).contains("This is the demo backend");
  }

  @Test
  void aProxyThatNobodyLoadsAgainSaysSo() throws Exception {
    LoadedSet set = proxy.first;
    try (ProxyServer other =
            ProxyServer.start(set.engine(), set.encoder(), ProxyOptions.DEFAULT.withPorts(0, 0));
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(other.managementUrl() + "/reload"))
                  .POST(BodyPublishers.noBody())
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(409);
    }
  }

  @Test
  void wrongMethodsAndRoutes() {
    HttpResponse<String> get = proxy.management("GET", "/reload");
    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("allow")).contains("POST");
    assertThat(proxy.management("POST", "/railset").statusCode()).isEqualTo(405);
    assertThat(proxy.management("GET", "/nothing").statusCode()).isEqualTo(404);
    assertThat(proxy.management("GET", "/health/ready").statusCode()).isEqualTo(200);
  }
}
