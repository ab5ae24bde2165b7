package io.railgate.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  @Test
  void aTerminalHasOneLineThatIsWipedAtTheEnd() {
    assertThat(told(true, 1, 1, 2, 4, 8))
        .isEqualTo("\r 12% of 8 texts\r 25% of 8 texts\r 50% of 8 texts\r" + " ".repeat(15) + "\r");
  }

  @Test
  void elsewhereEachQuarterHasALine() {
    assertThat(told(false, 1, 2, 3, 4, 8))
        .isEqualTo(
            """
            railgate: 25% of 8 texts
            railgate: 50% of 8 texts
            railgate: 100% of 8 texts
            """);
  }

  @Test
  void ofEmbeddingOnlyLongWorkIsTold() {
    StringWriter err = new StringWriter();
    EmbeddingProgress progress = new EmbeddingProgress(new PrintWriter(err), false);

    for (int all : new int[] {999, 1_000, 4_000}) {
      progress.embedded(0, all);
      progress.embedded(all / 2, all);
      progress.embedded(all, all);
    }

    assertThat(err.toString())
        .isEqualTo(
            """
            railgate: 50% of 1000 texts embedded
            railgate: 100% of 1000 texts embedded
            railgate: 50% of 4000 texts embedded
            railgate: 100% of 4000 texts embedded
            """);
  }

  private static String told(boolean terminal, int... done) {
    StringWriter err = new StringWriter();
    ProgressLine progress = new ProgressLine(new PrintWriter(err), "texts", terminal);
    for (int each : done) {
      progress.tell(each, 8);
    }
    return err.toString();
  }
}
