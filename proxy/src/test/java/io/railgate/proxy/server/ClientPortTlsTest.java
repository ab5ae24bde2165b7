package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.railgate.proxy.LogTrap;
import io.railgate.proxy.RawClient;
import io.railgate.proxy.TestCa;
import io.railgate.proxy.TestProxy;
import io.railgate.proxy.tls.TlsState;
import io.railgate.rails.RailSetFolder;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.reader.RailSetReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client port over TLS, by a certificate that changes. */
class ClientPortTlsTest {

  @TempDir static Path certificates;
  private static TestCa ca;
  private static RailEngine engine;

  @TempDir Path temp;

  @BeforeAll
  static void issue() throws Exception {
    ca = new TestCa(certificates);
    ca.issue("first", "localhost");
    ca.issue("second", "localhost");
    ca.issue("expired", "localhost", "-startdate", "-3d", "-validity", "1");
    engine = load(certificates.resolve("set"));
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @BeforeEach
  void install() throws IOException {
    install("first");
  }

  @Test
  void isServedToWhoTrustsTheCertificate() throws Exception {
    try (ProxyServer proxy = serve();
        HttpClient client = HttpClient.newBuilder().sslContext(ca.trusting()).build()) {
      assertThat(proxy.url().getScheme()).isEqualTo("https");

      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(proxy.url() + "/chat/completions"))
                  .header("content-type", "application/json")
                  .POST(
                      BodyPublishers.ofString(
                          "{\"model\":\"m\",\"stream\":true,\"messages\":["
                              + TestProxy.user("hello")
                              + "]}"))
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("Ask me about cards", "data: [DONE]");
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(proxy.tls().orElseThrow().problem()).isEmpty();
    }
  }

  @Test
  void isServedToNobodyElse() throws Exception {
    try (ProxyServer proxy = serve();
        HttpClient distrusting = HttpClient.newHttpClient();
        RawClient plain = new RawClient(proxy.url())) {
      HttpRequest models = HttpRequest.newBuilder(URI.create(proxy.url() + "/models")).build();
      assertThatExceptionOfType(SSLHandshakeException.class)
          .isThrownBy(() -> distrusting.send(models, BodyHandlers.ofString()));

      plain.send("GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n");
      assertThat(plain.readToTheEnd()).doesNotContain("HTTP/1.1");
    }
  }

  @Test
  void speaksTwoVersions() throws Exception {
    try (ProxyServer proxy = serve()) {
      for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
        try (SSLSocket socket = connect(proxy)) {
          socket.setEnabledProtocols(new String[] {version});
          socket.startHandshake();
          assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
      }
    }
  }

  @Test
  void aRenewedCertificateIsShownToNewConnectionsAndOldOnesLiveOn() throws Exception {
    try (ProxyServer proxy = serve();
        SSLSocket old = connect(proxy)) {
      assertThat(models(old)).startsWith("HTTP/1.1 200");
      assertThat(subject(old)).isEqualTo("CN=first");

      install("second");
      await(proxy, state -> state.renewals() == 1);

      assertThat(models(old)).as("an open connection").startsWith("HTTP/1.1 200");
      for (int i = 0; i < 8; i++) { // whichever event loop takes it
        try (SSLSocket fresh = connect(proxy)) {
          assertThat(subject(fresh)).isEqualTo("CN=second");
          assertThat(models(fresh)).startsWith("HTTP/1.1 200");
        }
      }
    }
  }

  @Test
  void aCertificateThatCannotBeUsedChangesNothingAndIsTold() throws Exception {
    try (LogTrap logs = new LogTrap();
        ProxyServer proxy = serve()) {
      install("expired");
      await(proxy, state -> state.problem().isPresent());

      assertThat(proxy.tls().orElseThrow().problem().orElseThrow())
          .startsWith("tls.certificate: ")
          .contains("expired at ");
      assertThat(railSet(proxy)).contains("\"tls\":{\"renewals\":0,", "\"problem\":\"tls.cert");
      try (SSLSocket fresh = connect(proxy)) {
        assertThat(subject(fresh)).isEqualTo("CN=first");
      }
      assertThat(logs.lines())
          .filteredOn(line -> line.contains("certificates not renewed"))
          .hasSize(1);

      install("second");
      await(proxy, state -> state.problem().isEmpty());
      assertThat(proxy.tls().orElseThrow().renewals()).isEqualTo(1);
    }
  }

  /** What operators see of it. */
  private static String railSet(ProxyServer proxy) throws IOException {
    try (InputStream in = URI.create(proxy.managementUrl() + "/railset").toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void doesNotStartWithWhatCannotBeUsed() throws IOException {
    install("expired");
    assertFails("tls.certificate: ", "cert.pem expired at ", "; renew it");
    install("first");
    copy("second-key.pem", "key.pem");
    assertFails("tls.key: ", "key.pem is not the key of ", "cert.pem");
    Files.writeString(
        certificates.resolve("key.pem"),
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
    assertFails("tls.key: ", "holds no private key in PKCS #8 that is not encrypted");
    Files.writeString(certificates.resolve("cert.pem"), "no certificate");
    assertFails("tls.certificate: ", "holds no certificate in PEM");
    Files.delete(certificates.resolve("cert.pem"));
    assertFails("tls.certificate: ", "cert.pem does not exist");
  }

  private void assertFails(String... parts) {
    assertThatExceptionOfType(StartFailed.class)
        .isThrownBy(() -> serve().close())
        .withMessageContainingAll(parts);
  }

  /** Puts a certificate and its key where the set says, one after the other. */
  private static void install(String name) throws IOException {
    copy(name + ".pem", "cert.pem");
    copy(name + "-key.pem", "key.pem");
  }

  private static void copy(String from, String to) throws IOException {
    Files.copy(ca.file(from), certificates.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }

  private static RailEngine load(Path folder) throws Exception {
    String tls =
        "tls: {certificate: ../cert.pem, key: %s}\n".formatted(certificates.resolve("key.pem"));
    RailSetFolder set = new RailSetFolder(folder).settings(RailSetFolder.SETTINGS + tls);
    return RailEngine.load(RailSetReader.read(set.path()), TestProxy.encoder());
  }

  private static ProxyServer serve() throws StartFailed {
    return ProxyServer.start(engine, TestProxy.encoder(), ProxyOptions.DEFAULT.withPorts(0, 0));
  }

  private static SSLSocket connect(ProxyServer proxy) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            ca.trusting().getSocketFactory().createSocket("127.0.0.1", proxy.url().getPort());
    socket.setSoTimeout(15_000);
    return socket;
  }

  private static String models(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    InputStream in = socket.getInputStream();
    StringBuilder read = new StringBuilder();
    while (!read.toString().endsWith("]}")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      read.append((char) next);
    }
    return read.toString();
  }

  private static String subject(SSLSocket socket) throws IOException {
    return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
        .getSubjectX500Principal()
        .getName();
  }

  private static void await(ProxyServer proxy, Predicate<TlsState> state)
      throws InterruptedException {
    for (int i = 0; i < 300 && !state.test(proxy.tls().orElseThrow()); i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(proxy.tls().orElseThrow()).matches(state);
  }
}
