package io.railgate.proxy.tls;

/** A certificate or key cannot be used; the message names the file, and what was expected. */
public final class TlsUnusable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TlsUnusable(String message) {
    super(message);
  }
}
