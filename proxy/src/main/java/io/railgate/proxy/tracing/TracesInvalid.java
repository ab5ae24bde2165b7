package io.railgate.proxy.tracing;

/** The environment asks for traces that cannot be; the message names the variable. */
public final class TracesInvalid extends Exception {

  private static final long serialVersionUID = 1L;

  TracesInvalid(String message) {
    super(message);
  }
}
