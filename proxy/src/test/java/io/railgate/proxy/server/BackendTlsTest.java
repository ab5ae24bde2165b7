package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestCa;
import io.railgate.proxy.TestProxy;
import io.railgate.rails.RailSetFolder;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend that is reached over TLS, and knows the proxy by its certificate. */
class BackendTlsTest {

  @TempDir static Path certificates;
  private static TestCa ca;
  private static Vertx vertx;

  @TempDir Path temp;

  @BeforeAll
  static void issue() {
    ca = new TestCa(certificates);
    ca.issue("here", "localhost");
    ca.issue("elsewhere", "other.example");
    ca.issue("proxy", "proxy.example");
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void isTrustedByAPrivateCaOnly() {
    URI backend = start("here", ClientAuth.NONE);

    assertThat(ask(backend, "").statusCode()).isEqualTo(502);
    assertThat(ask(backend, "").body()).contains("backend_unreachable", "TLS failed");
    assertThat(ask(backend, "  ca: " + ca.certificate()).statusCode()).isEqualTo(200);
  }

  @Test
  void mustBeWhoItIsCalled() {
    URI backend = start("elsewhere", ClientAuth.NONE);

    HttpResponse<String> answer = ask(backend, "  ca: " + ca.certificate());

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("TLS failed");
  }

  @Test
  void isShownTheProxysCertificate() {
    URI backend = start("here", ClientAuth.REQUIRED);
    String trust = "  ca: " + ca.certificate();

    assertThat(ask(backend, trust).statusCode()).isEqualTo(502);
    assertThat(
            ask(
                    backend,
                    trust
                        + "\n  client-certificate: "
                        + ca.file("proxy.pem")
                        + "\n  client-key: "
                        + ca.file("proxy-key.pem"))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aCaThatChangesIsReadAgain() throws Exception {
    Path other = Files.createDirectory(temp.resolve("other"));
    Path trusted = temp.resolve("trusted.pem");
    Files.copy(new TestCa(other).certificate(), trusted);
    URI backend = start("here", ClientAuth.NONE);

    try (TestProxy proxy = serve(backend, "  ca: " + trusted)) {
      assertThat(proxy.ask("I lost my card").statusCode()).isEqualTo(502);
      Files.copy(ca.certificate(), trusted, StandardCopyOption.REPLACE_EXISTING);

      int status = 502;
      for (int i = 0; i < 100 && status != 200; i++) {
        TimeUnit.MILLISECONDS.sleep(200);
        status = proxy.ask("I lost my card").statusCode();
      }
      assertThat(status).isEqualTo(200);
    }
  }

  private HttpResponse<String> ask(URI backend, String settings) {
    try (TestProxy proxy = serve(backend, settings)) {
      return proxy.ask("I lost my card");
    }
  }

  private TestProxy serve(URI backend, String settings) {
    RailSetFolder folder = ProxiedBank.in(temp.resolve("bank"));
    folder.settings(
        ProxiedBank.SETTINGS
            .replace("  api-key: ${KEY}\n", settings + "\n")
            .replace("connect: 500ms, first-byte: 1s", "connect: 5s, first-byte: 5s"));
    return TestProxy.serve(folder.path(), backend);
  }

  private static URI start(String name, ClientAuth auth) {
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setClientAuth(auth)
                    .setTrustOptions(new PemTrustOptions().addCertPath(ca.certificate().toString()))
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .setCertPath(ca.file(name + ".pem").toString())
                            .setKeyPath(ca.file(name + "-key.pem").toString())))
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> ScriptedBackend.wholeOrStreamed(request, body.toString())))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    return URI.create("https://127.0.0.1:" + server.actualPort() + "/v1");
  }
}
