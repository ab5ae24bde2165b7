package io.railgate.proxy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.evaluation.Judged;
import io.railgate.rails.evaluation.Verdict.Accepted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeatTableTest {

  @Test
  void fortyRailsAreAllShown() {
    String table = table(40);

    assertThat(table)
        .contains("All 40 rails that were meant or accepted.")
        .contains("<th scope=\"row\">a.r0</th>", "<th scope=\"row\">a.r39</th>")
        .contains("title=\"a.r3 → a.r3: 100.0% (1 of 1)\">1</td>")
        .contains("title=\"a.r0 → a.r1: 66.7% (2 of 3)\">2</td>");
  }

  @Test
  void ofMoreOnlyTheConfusedAreShown() {
    String table = table(41);

    assertThat(table)
        .contains("2 of the 41 rails that were meant or accepted: the most confused")
        .contains("<th scope=\"row\">a.r0</th>", "<th scope=\"row\">a.r1</th>")
        .doesNotContain("a.r2");
  }

  /** Each rail is recognised once, and the first is taken for the second twice. */
  private static String table(int rails) {
    List<Judged> judged = new ArrayList<>();
    for (int rail = 0; rail < rails; rail++) {
      judged.add(MadeReport.judged("x", rail, new Accepted(MadeReport.rail(rail)), rail));
    }
    Judged wrong = MadeReport.judged("x", 0, new Accepted(MadeReport.rail(1)), 1);
    judged.addAll(List.of(wrong, wrong));
    return HeatTable.of(MadeReport.of(rails, 0.4, judged).evaluation()).source();
  }
}
