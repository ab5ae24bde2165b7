package io.railgate.proxy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.evaluation.Judged;
import io.railgate.rails.evaluation.Verdict.Accepted;
import io.railgate.rails.evaluation.Verdict.Clarified;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTextTest {

  @Test
  void listsQuestionsThatLeaveTheRightRailOut() {
    Judged asked =
        MadeReport.judged(
            "a text", 0, new Clarified(List.of(MadeReport.rail(1), MadeReport.rail(2))), 1);

    assertThat(EvaluationText.of(MadeReport.of(3, 0.4, List.of(asked))))
        .contains("\n  asked, right rail not offered            1  100.0%\n")
        .contains(
            """

            asked, right rail not offered (1)
              cases.csv:2: "a text"
                expected a.r0, got asked which: a.r1, a.r2
                confidence 0.500: a.r1, "an example" a.yml:3
            """);
  }

  @Test
  void aTextCannotCommandTheTerminal() {
    Judged hostile =
        MadeReport.judged(
            "a\u001B[31mb\nc\u202Ed" + "e".repeat(100), 0, new Accepted(MadeReport.rail(1)), 1);

    assertThat(EvaluationText.of(MadeReport.of(2, 0.4, List.of(hostile))))
        .contains("\"a [31mb c d" + "e".repeat(89) + "…\"")
        .doesNotContain("\u001B", "\u202E");
  }

  @Test
  void theThresholdOfNowStandsInTheTableOnce() {
    Judged right = MadeReport.judged("x", 0, new Accepted(MadeReport.rail(0)), 0);

    assertThat(EvaluationText.of(MadeReport.of(1, 0.4, List.of(right))))
        .startsWith("made: 1 utterance on 1 rail\n")
        .containsOnlyOnce("\n0.400 ")
        .contains("\n0.400     <  100.0%  ####################        0.0%         -\n")
        .contains("\n0.500        100.0%", "\n0.600          0.0%");
  }
}
