package io.railgate.proxy.report;

/** Draws a confidence as a bar of text, and a threshold across it. */
final class Bar {

  /** Characters in a bar. */
  static final int WIDTH = 20;

  private Bar() {}

  /**
   * A bar such as {@code ########|####}, always {@link #WIDTH} characters long.
   *
   * @param confidence in [0, 1]; rounded down, so that a bar reaches the threshold only if it does
   * @param threshold in (0, 1)
   */
  static String of(double confidence, double threshold) {
    int filled = (int) (confidence * WIDTH);
    int mark = Math.min(WIDTH - 1, (int) (threshold * WIDTH));
    StringBuilder bar = new StringBuilder("#".repeat(filled) + " ".repeat(WIDTH - filled));
    bar.setCharAt(mark, '|');
    return bar.toString();
  }
}
