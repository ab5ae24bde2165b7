package io.railgate.proxy.tls;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PEM file as it was at one moment.
 *
 * @param what it is, for messages: {@code certificate}
 */
record PemFile(String what, Path path, Buffer content) {

  /** Largest file, in bytes: a bundle of all public CAs is a quarter of that. */
  private static final int MAX_BYTES = 1 << 20;

  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  /**
   * Reads a file; blocks.
   *
   * @throws TlsUnusable if it cannot be read
   */
  static PemFile read(String what, Path path) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw unusable(what, path, "is larger than " + MAX_BYTES + " bytes");
      }
      return new PemFile(what, path, Buffer.buffer(Files.readAllBytes(path)));
    } catch (NoSuchFileException e) {
      throw unusable(what, path, "does not exist");
    } catch (IOException e) {
      throw unusable(what, path, "cannot be read: " + e.getClass().getSimpleName());
    }
  }

  /** The certificates in it, at least one. */
  List<X509Certificate> certificates() {
    try {
      List<X509Certificate> all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content.getBytes()))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!all.isEmpty()) {
        return all;
      }
    } catch (CertificateException e) {
      // said below
    }
    throw unusable("holds no certificate in PEM (BEGIN CERTIFICATE)");
  }

  /** The private key in it, in PKCS #8. */
  byte[] privateKey() {
    Matcher pem = PKCS8.matcher(content.toString(StandardCharsets.US_ASCII));
    try {
      if (pem.find()) {
        return Base64.getMimeDecoder().decode(pem.group(1));
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw unusable(
        "holds no private key in PKCS #8 that is not encrypted (BEGIN PRIVATE KEY); openssl pkcs8"
            + " -topk8 -nocrypt makes one of another");
  }

  TlsUnusable unusable(String why) {
    return unusable(what, path, why);
  }

  private static TlsUnusable unusable(String what, Path path, String why) {
    return new TlsUnusable(what + ": " + path + " " + why);
  }
}
