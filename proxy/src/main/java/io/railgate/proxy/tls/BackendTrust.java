package io.railgate.proxy.tls;

import io.railgate.rails.set.BackendTls;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Instant;
import java.util.Optional;

/**
 * Whom the proxy trusts as its backend, and what it shows of itself.
 *
 * @param ca certificates in PEM; empty for the platform's
 */
public record BackendTrust(Optional<Buffer> ca, Optional<Identity> identity) {

  /**
   * Reads and checks; blocks.
   *
   * @throws TlsUnusable if a file cannot be used
   */
  public static BackendTrust read(BackendTls files, Instant now) {
    return new BackendTrust(
        files
            .ca()
            .map(
                path -> {
                  PemFile file = PemFile.read("backend.ca", path);
                  file.certificates().forEach(each -> Identity.requireValid(each, file, now));
                  return file.content();
                }),
        files.client().map(pair -> Identity.read(pair, Identity.Names.CLIENT, now)));
  }

  /** The same for Vert.x; the backend's name is checked against its certificate. */
  public ClientSSLOptions options() {
    ClientSSLOptions options = new ClientSSLOptions();
    options
        .setHostnameVerificationAlgorithm("HTTPS")
        .setEnabledSecureTransportProtocols(TlsVersions.ALL);
    ca.ifPresent(pem -> options.setTrustOptions(new PemTrustOptions().addCertValue(pem)));
    identity.ifPresent(own -> options.setKeyCertOptions(own.options()));
    return options;
  }

  /** When the first of its own certificates expires. */
  public Optional<Instant> notAfter() {
    return identity.map(Identity::notAfter);
  }
}
