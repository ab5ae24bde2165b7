package io.railgate.proxy.tls;

import java.util.Set;

/** The versions of TLS that are spoken, on both sides. */
public final class TlsVersions {

  public static final Set<String> ALL = Set.of("TLSv1.2", "TLSv1.3");

  private TlsVersions() {}
}
