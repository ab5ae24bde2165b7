package io.railgate.proxy.server;

/** The proxy cannot start; the message says why and what to do. */
public final class StartFailed extends Exception {

  private static final long serialVersionUID = 1L;

  StartFailed(String message) {
    super(message);
  }
}
