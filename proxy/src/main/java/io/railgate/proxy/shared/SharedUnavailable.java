package io.railgate.proxy.shared;

/** What is shared was needed, and could not be had. */
public final class SharedUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why it could not be had. */
  public enum Reason {
    /** The server is away and was not asked. */
    AWAY("away"),
    /** It did not answer in time. */
    TIMEOUT("timeout"),
    /** Too much waits for its answers. */
    FULL("full"),
    /** It answered with an error. */
    ERROR("error");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    /** The word for it in metrics. */
    public String word() {
      return word;
    }
  }

  SharedUnavailable(Reason reason) {
    super("shared state: " + reason.word, null, false, false); // seen in bulk, and no fault of ours
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
