package io.railgate.proxy.tls;

import io.railgate.rails.set.CertificateFiles;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.List;

/**
 * A certificate, its chain, and its private key, which belong together and are valid.
 *
 * @param certificate with the chain, in PEM
 * @param key in PEM
 * @param notAfter when the first of the chain expires
 */
public record Identity(Buffer certificate, Buffer key, Instant notAfter) {

  /**
   * Reads and checks; blocks.
   *
   * @param keys what the files are called in railgate.yml, for messages
   * @throws TlsUnusable if a file cannot be read, a certificate of the chain is not valid at {@code
   *     now}, or the key is another certificate's
   */
  public static Identity read(CertificateFiles files, Names keys, Instant now) {
    PemFile certificate = PemFile.read(keys.certificate, files.certificate());
    PemFile key = PemFile.read(keys.key, files.key());
    List<X509Certificate> chain = certificate.certificates();
    chain.forEach(each -> requireValid(each, certificate, now));
    requireMatch(chain.getFirst().getPublicKey(), key, files);
    Instant first =
        chain.stream()
            .map(each -> each.getNotAfter().toInstant())
            .min(Instant::compareTo)
            .orElseThrow();
    return new Identity(certificate.content(), key.content(), first);
  }

  /** What the files are called in railgate.yml. */
  public enum Names {
    /** Those of the client port. */
    SERVER("tls.certificate", "tls.key"),
    /** Those that a backend is shown. */
    CLIENT("backend.client-certificate", "backend.client-key");

    private final String certificate;
    private final String key;

    Names(String certificate, String key) {
      this.certificate = certificate;
      this.key = key;
    }
  }

  /** The same for Vert.x. */
  public PemKeyCertOptions options() {
    return new PemKeyCertOptions().setCertValue(certificate).setKeyValue(key);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Identity[" + notAfter + "]";
  }

  static void requireValid(X509Certificate certificate, PemFile file, Instant now) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant to = certificate.getNotAfter().toInstant();
    if (now.isAfter(to)) {
      throw file.unusable("expired at " + to + "; renew it");
    }
    if (now.isBefore(from)) {
      throw file.unusable("is valid from " + from + " only");
    }
  }

  /** Signs something with the key: only with its own the certificate tells that it is right. */
  private static void requireMatch(PublicKey of, PemFile key, CertificateFiles files) {
    byte[] encoded = key.privateKey();
    boolean match;
    try {
      PrivateKey own =
          KeyFactory.getInstance(of.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(encoded));
      match = signs(own, of);
    } catch (GeneralSecurityException e) {
      match = false;
    }
    if (!match) {
      throw key.unusable("is not the key of " + files.certificate());
    }
  }

  private static boolean signs(PrivateKey own, PublicKey of) throws GeneralSecurityException {
    byte[] something = {1, 2, 3};
    String algorithm =
        switch (of.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> of.getAlgorithm();
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(own);
    signature.update(something);
    byte[] signed = signature.sign();
    signature.initVerify(of);
    signature.update(something);
    return signature.verify(signed);
  }
}
