package io.railgate.proxy.report;

/** Colours for a terminal. */
public enum Paint {
  /** None, for files and pipes. */
  NONE("", "", ""),
  /** By the escapes of ECMA-48. */
  ANSI("\u001b[1;31m", "\u001b[1;32m", "\u001b[0m");

  private final String bad;
  private final String good;
  private final String end;

  Paint(String bad, String good, String end) {
    this.bad = bad;
    this.good = good;
    this.end = end;
  }

  String bad(String text) {
    return bad + text + end;
  }

  String good(String text) {
    return good + text + end;
  }
}
