package io.railgate.proxy.audit;

/** The audit's file cannot be had. The message names it and says why. */
public final class AuditUnusable extends Exception {
  private static final long serialVersionUID = 1L;

  AuditUnusable(String message) {
    super(message);
  }
}
