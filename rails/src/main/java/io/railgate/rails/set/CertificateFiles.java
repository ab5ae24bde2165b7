package io.railgate.rails.set;

import java.nio.file.Path;

/**
 * A certificate with its chain and the private key of it, two files in PEM. They may change while
 * the set is in use.
 */
public record CertificateFiles(Path certificate, Path key) {}
