package io.railgate.proxy.audit;

/** A part of a request's way whose time is taken. */
public enum Stage {
  /** Until the body has come and is read. */
  READ("read"),
  /** Until all that was said is embedded, waiting included. */
  EMBED("embed"),
  /** Until it is decided. */
  DECIDE("decide"),
  /** From the backend's call to the head of its answer. */
  FIRST_BYTE("first_byte");

  private final String word;

  Stage(String word) {
    this.word = word;
  }

  /** Its name in lines and metrics. */
  public String word() {
    return word;
  }
}
