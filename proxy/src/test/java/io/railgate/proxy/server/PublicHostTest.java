package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.railgate.proxy.TestProxy;
import io.railgate.rails.RailSetFolder;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.AccessSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others than this machine can reach is not for anyone. */
class PublicHostTest {

  private static final String KEYS = "keys: [{id: shop, sha256: %s}]\n".formatted("0a".repeat(32));

  @TempDir Path temp;

  @Test
  void aSetWithoutKeysIsNotServedToAll() throws Exception {
    for (String host : List.of("0.0.0.0", "::")) {
      assertThatExceptionOfType(StartFailed.class)
          .isThrownBy(() -> serve("", host).close())
          .withMessageContainingAll(
              "can be reached from outside", "add \"keys\" to railgate.yml", "127.0.0.1");
    }
  }

  @Test
  void aSetWithKeysIs() throws Exception {
    try (ProxyServer server = serve(KEYS, "0.0.0.0");
        HttpClient client = HttpClient.newHttpClient()) {
      URI models = URI.create("http://127.0.0.1:" + server.url().getPort() + "/v1/models");

      HttpResponse<String> response =
          client.send(HttpRequest.newBuilder(models).build(), BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(server.managementUrl().getHost()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void thisMachineNeedsNone() throws Exception {
    for (String host : List.of("127.0.0.1", "localhost", "127.1.2.3", "::1")) {
      PublicHost.requireKeys(host, AccessSettings.OPEN);
      assertThat(PublicHost.isInTheClear(host, AccessSettings.OPEN)).isFalse();
    }
    assertThat(PublicHost.isInTheClear("0.0.0.0", AccessSettings.OPEN)).isTrue();
  }

  private ProxyServer serve(String settings, String host) throws Exception {
    Path folder = new RailSetFolder(temp).settings(RailSetFolder.SETTINGS + settings).path();
    RailEngine engine = RailEngine.load(RailSetReader.read(folder), TestProxy.encoder());
    return ProxyServer.start(
        engine,
        TestProxy.encoder(),
        ProxyOptions.DEFAULT.withPorts(0, 0).withHosts(host, "127.0.0.1"));
  }
}
