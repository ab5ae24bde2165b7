package io.railgate.proxy.report;

import io.railgate.rails.engine.Evidence;
import io.railgate.rails.evaluation.Evaluation;
import io.railgate.rails.matching.RailScore;
import io.railgate.rails.testing.Coverage;
import io.railgate.rails.testing.Defect;
import io.railgate.rails.testing.PlayedTurn;
import io.railgate.rails.testing.Talk.Within;
import io.railgate.rails.testing.TestResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of tests as a page: failures first. */
public final class TestPage {

  private final TestRun run;

  private TestPage(TestRun run) {
    this.run = run;
  }

  public static String of(TestRun run) {
    return Page.of(
        "Tests of " + run.name(),
        "%s with %s of %s, played on %s"
            .formatted(
                Figures.counted(run.results().size(), "test"),
                Figures.counted(run.turns(), "turn"),
                run.folder(),
                run.day()),
        new TestPage(run).sections(),
        "set " + run.setDigest());
  }

  private List<Html> sections() {
    List<Html> sections = new ArrayList<>();
    sections.add(summary());
    sections.add(failures());
    run.coverage().map(TestPage::coverage).ifPresent(sections::add);
    run.evaluation()
        .filter(each -> !each.judged().isEmpty())
        .ifPresent(
            evaluation -> {
              sections.add(confidences(evaluation));
              sections.add(confusion(evaluation));
            });
    sections.add(all());
    return sections;
  }

  private Html summary() {
    List<Html> cards = new ArrayList<>();
    int tests = run.results().size();
    int failed = run.failed().size();
    cards.add(Page.card("failed", "" + failed, "of " + Figures.counted(tests, "test")));
    cards.add(
        Page.card("passed", Figures.share(run.passed(), tests), run.passed() + " of " + tests));
    run.coverage()
        .ifPresent(
            coverage ->
                cards.add(
                    Page.card(
                        "coverage",
                        Figures.share(coverage.covered(), coverage.items().size()),
                        coverage.covered() + " of " + coverage.items().size())));
    return Page.cards(cards);
  }

  private Html failures() {
    List<Html> rows = new ArrayList<>();
    for (TestResult result : run.failed()) {
      for (PlayedTurn turn : result.failed()) {
        rows.add(failure(result, turn));
      }
    }
    Html heading = Html.of("<h2>Failures <small>%d</small></h2>", rows.size());
    if (rows.isEmpty()) {
      return Html.of("<section>%s<p class=\"note\">None.</p></section>", heading);
    }
    return Html.of(
        """
        <section>
        %s
        <div class="scroll"><table>
        <thead><tr><th>user</th><th>expected and got</th><th class="n">confidence</th>
        <th>nearest example</th><th>runner-up</th></tr></thead>
        <tbody>
        %s
        </tbody></table></div></section>
        """,
        heading, Html.join(rows));
  }

  private static Html failure(TestResult result, PlayedTurn turn) {
    Optional<Evidence> evidence =
        turn.answer().within().map(Within::decision).map(decision -> decision.evidence());
    Optional<RailScore> best = evidence.flatMap(each -> each.ranking().best());
    Optional<RailScore> next = evidence.flatMap(each -> each.ranking().runnerUp());
    String called = result.kind() == TestResult.Kind.CONVERSATION ? result.called(turn) + ", " : "";
    return Html.of(
        "<tr><td class=\"said\"><q>%s</q><small>%s%s</small></td><td class=\"said\">%s</td>"
            + "<td class=\"n\">%s</td><td class=\"said\">%s</td><td class=\"said\">%s</td></tr>",
        turn.user(),
        called,
        turn.place(),
        Html.join(turn.defects().stream().map(TestPage::defect).toList()),
        best.map(score -> Figures.number(score.confidence())).orElse("-"),
        best.map(TestPage::score).orElse(Html.NOTHING),
        next.map(TestPage::score).orElse(Html.NOTHING));
  }

  private static Html defect(Defect defect) {
    if (defect.what() != Defect.Kind.FORWARDS) {
      return Html.of("<div>%s</div>", defect.message());
    }
    List<Html> pieces =
        PromptDiff.of(defect.expected(), defect.got()).stream()
            .map(
                piece ->
                    switch (piece.side()) {
                      case BOTH -> Html.of("%s", piece.text());
                      case EXPECTED -> Html.of("<del>%s</del>", piece.text());
                      case GOT -> Html.of("<ins>%s</ins>", piece.text());
                    })
            .toList();
    return Html.of("<div>expected another prompt: %s</div>", Html.join(pieces));
  }

  private static Html score(RailScore score) {
    return Html.of(
        "<q>%s</q><small>%s %s, %s</small>",
        score.nearest().example().text().source(),
        score.rail().id(),
        Figures.number(score.confidence()),
        score.nearest().example().place());
  }

  private static Html coverage(Coverage coverage) {
    if (coverage.missing().isEmpty()) {
      return Page.section(
          "Coverage", Html.of("<p class=\"note\">Every rail, case, slot and outcome.</p>"));
    }
    List<Html> rows =
        coverage.missing().stream()
            .map(item -> Html.of("<tr><td>%s</td><td>%s</td></tr>", item.name(), item.place()))
            .toList();
    return Page.section(
        "Coverage",
        Html.of(
            """
            <p class="note">Of %d rails, cases, slots and outcomes these are not exercised.</p>
            <div class="scroll"><table><thead><tr><th>what</th><th>where</th></tr></thead><tbody>
            %s
            </tbody></table></div>
            """,
            coverage.items().size(), Html.join(rows)));
  }

  private static Html confidences(Evaluation evaluation) {
    return Page.section(
        "Confidence",
        Html.of(
            """
            <p class="note">Of the tests' first messages.</p>
            %s
            <p class="legend"><i class="right"></i> meant for a rail, upwards <i class="wrong"></i> meant for none, \
            downwards</p>
            """,
            Charts.confidences(evaluation)));
  }

  private static Html confusion(Evaluation evaluation) {
    return Page.section("Confusion", HeatTable.of(evaluation));
  }

  private Html all() {
    Map<String, List<TestResult>> files = new LinkedHashMap<>();
    for (TestResult result : run.results()) {
      files.computeIfAbsent(result.place().file(), first -> new ArrayList<>()).add(result);
    }
    List<Html> lists = new ArrayList<>();
    files.forEach(
        (file, results) -> {
          long failed = results.stream().filter(result -> !result.passed()).count();
          lists.add(
              Html.of(
                  "<details><summary>%s <small>%s, %d failed</small></summary><ul>%s</ul></details>",
                  file,
                  Figures.counted(results.size(), "test"),
                  failed,
                  Html.join(results.stream().map(TestPage::one).toList())));
        });
    return Page.section("All tests", Html.join(lists));
  }

  private static Html one(TestResult result) {
    String rails =
        String.join(
            ", ", result.turns().stream().map(turn -> Wording.seen(turn.answer().seen())).toList());
    return Html.of(
        "<li class=\"%s\">%s <small>line %d: %s</small></li>",
        result.passed() ? "passed" : "failed", result.name(), result.place().line(), rails);
  }
}
