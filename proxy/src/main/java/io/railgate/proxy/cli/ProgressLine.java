package io.railgate.proxy.cli;

import java.io.PrintWriter;

/**
 * Tells how far long work has come: on a terminal in one line that is written over and wiped at the
 * end, elsewhere in a line for each quarter.
 */
final class ProgressLine {

  private static final int QUARTER = 25;

  private final PrintWriter err;
  private final String what;
  private final boolean terminal;
  private int told = -1;

  /**
   * Of work that is not begun.
   *
   * @param what is counted, such as {@code texts}
   */
  ProgressLine(PrintWriter err, String what, boolean terminal) {
    this.err = err;
    this.what = what;
    this.terminal = terminal;
  }

  /** So much is done; {@code all} is at least 1. */
  void tell(int done, int all) {
    int percent = (int) (100L * done / all);
    int step = terminal ? percent : percent / QUARTER;
    if (step <= told || (!terminal && step == 0)) {
      return;
    }
    told = step;
    String line = "%3d%% of %d %s".formatted(percent, all, what);
    if (!terminal) {
      err.println("railgate: " + line.strip());
    } else {
      err.print("\r" + (done < all ? line : " ".repeat(line.length()) + "\r"));
    }
    err.flush();
  }
}
