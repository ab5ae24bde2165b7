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

  private static String told(boolean terminal, int... done) {
    StringWriter err = new StringWriter();
    ProgressLine progress = new ProgressLine(new PrintWriter(err), "texts", terminal);
    for (int each : done) {
      progress.tell(each, 8);
    }
    return err.toString();
  }
}
