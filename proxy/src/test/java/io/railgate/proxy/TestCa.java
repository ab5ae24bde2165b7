package io.railgate.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A private CA for tests; the JDK's keytool makes its certificates, in PEM files. */
public final class TestCa {

  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final Path store;

  /** Of {@code folder}, which gets {@code ca.pem}. */
  public TestCa(Path folder) {
    this.folder = folder;
    this.store = folder.resolve("store.p12");
    make("ca", "-dname", "CN=Test CA", "-ext", "bc=ca:true");
    writeCertificate("ca", folder.resolve("ca.pem"));
  }

  /** The CA's own certificate. */
  public Path certificate() {
    return folder.resolve("ca.pem");
  }

  /**
   * Issues a certificate into {@code NAME.pem} and its key into {@code NAME-key.pem}.
   *
   * @param host DNS name that it is for; 127.0.0.1 if it is {@code localhost}
   * @param more options of keytool, such as {@code -startdate -3d}
   */
  public void issue(String name, String host, String... more) {
    List<String> options = new ArrayList<>(List.of("-dname", "CN=" + name, "-signer", "ca"));
    String address = host.equals("localhost") ? ",ip:127.0.0.1" : "";
    options.addAll(List.of("-ext", "san=dns:" + host + address));
    options.addAll(List.of(more));
    make(name, options.toArray(String[]::new));
    writeCertificate(name, folder.resolve(name + ".pem"));
    writeKey(name, folder.resolve(name + "-key.pem"));
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  /** What trusts this CA, and nobody else. */
  public SSLContext trusting() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", load().getCertificate("ca"));
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private void make(String alias, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(options));
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new AssertionError(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void writeCertificate(String alias, Path file) {
    try {
      StringBuilder chain = new StringBuilder();
      for (Certificate each : load().getCertificateChain(alias)) {
        chain.append(pem("CERTIFICATE", each.getEncoded()));
      }
      Files.writeString(file, chain);
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private void writeKey(String alias, Path file) {
    try {
      Key key = load().getKey(alias, PASSWORD.toCharArray());
      Files.writeString(file, pem("PRIVATE KEY", key.getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private KeyStore load() throws GeneralSecurityException, IOException {
    KeyStore loaded = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      loaded.load(in, PASSWORD.toCharArray());
    }
    return loaded;
  }

  private static String pem(String what, byte[] content) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
  }
}
