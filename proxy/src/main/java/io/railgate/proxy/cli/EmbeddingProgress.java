package io.railgate.proxy.cli;

import io.railgate.embeddings.Progress;
import java.io.PrintWriter;

/** Tells of texts that are embedded, if there are so many that it takes a while. */
final class EmbeddingProgress implements Progress {

  /** Some two seconds on two cores. */
  private static final int MANY = 1_000;

  private final PrintWriter err;
  private final boolean terminal;
  private ProgressLine line;

  EmbeddingProgress(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
    this.line = line();
  }

  @Override
  public void embedded(int done, int all) {
    if (done == 0) {
      line = line();
    }
    if (all >= MANY) {
      line.tell(done, all);
    }
  }

  private ProgressLine line() {
    return new ProgressLine(err, "texts embedded", terminal);
  }
}
