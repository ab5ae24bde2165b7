package io.railgate.rails.set;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a backend is trusted, and the proxy by it.
 *
 * @param ca PEM file with the certificates to trust in place of the platform's; empty for those
 * @param client what the proxy shows of itself; empty for nothing
 */
public record BackendTls(Optional<Path> ca, Optional<CertificateFiles> client) {

  public static final BackendTls USUAL = new BackendTls(Optional.empty(), Optional.empty());
}
