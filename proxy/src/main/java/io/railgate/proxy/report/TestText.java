package io.railgate.proxy.report;

import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.Evidence;
import io.railgate.rails.matching.RailScore;
import io.railgate.rails.matching.Ranking;
import io.railgate.rails.testing.Coverage;
import io.railgate.rails.testing.Defect;
import io.railgate.rails.testing.PlayedTurn;
import io.railgate.rails.testing.Talk.Told;
import io.railgate.rails.testing.TestResult;
import java.util.List;
import org.apache.commons.text.WordUtils;

/** What became of tests, for the terminal: each failure with what is needed to mend a rail. */
public final class TestText {

  /** Characters in a line of text. */
  private static final int WIDTH = 100;

  private static final String INDENT = " ".repeat(13);

  private final TestRun run;
  private final Paint paint;
  private final StringBuilder text = new StringBuilder();

  private TestText(TestRun run, Paint paint) {
    this.run = run;
    this.paint = paint;
  }

  /** Of a run. */
  public static String of(TestRun run, Paint paint) {
    TestText text = new TestText(run, paint);
    run.failed().forEach(text::failure);
    text.coverage();
    text.summary();
    return text.text.toString();
  }

  private void failure(TestResult result) {
    for (PlayedTurn turn : result.failed()) {
      line(paint.bad("FAILED") + " " + result.called(turn));
      field("at", turn.place().toString());
      if (result.kind() == TestResult.Kind.CONVERSATION) {
        field("user", shown(turn.user()));
      }
      turn.defects().forEach(this::defect);
      turn.answer().within().ifPresent(within -> why(within.decision()));
      turn.answer().told().ifPresent(this::why);
      line("");
    }
  }

  private void defect(Defect defect) {
    if (defect.what() == Defect.Kind.FORWARDS) {
      field("expected", "another prompt: [-expected-] {+got+}");
      text.append(
          WordUtils.wrap(PromptDiff.text(defect.expected(), defect.got()), WIDTH, "\n", false)
              .indent(INDENT.length()));
    } else {
      field("expected", defect.message().replaceFirst("^expected ", ""));
    }
  }

  private void why(Decision decision) {
    Evidence evidence = decision.evidence();
    if (decision instanceof Decision.Refuse refuse) {
      field("because", Causes.because(refuse.cause(), true));
    }
    Ranking ranking = evidence.ranking();
    ranking.best().ifPresent(best -> field("nearest", score(best)));
    ranking.runnerUp().ifPresent(next -> field("runner-up", score(next)));
    ranking
        .best()
        .ifPresent(
            best ->
                confidence(
                    best.confidence(),
                    best.rail().accept().orElse(evidence.accept()),
                    ranking.margin(),
                    evidence.margin()));
    if (!evidence.normalised().isEmpty()) {
      field(
          "changed", String.join("; ", evidence.normalised().stream().map(Changes::told).toList()));
    }
  }

  /** A proxy tells no examples. */
  private void why(Told told) {
    List<Told.Rival> rails = told.rails();
    rails.stream().findFirst().ifPresent(best -> field("nearest", score(best)));
    rails.stream().skip(1).findFirst().ifPresent(next -> field("runner-up", score(next)));
    rails.stream()
        .findFirst()
        .ifPresent(
            best ->
                confidence(best.confidence(), best.accept(), told.margin(), told.leastMargin()));
  }

  private void confidence(double confidence, double accept, double lead, double margin) {
    field(
        "confidence",
        "%s, %s is needed; lead %s, %s is needed"
            .formatted(
                Figures.number(confidence),
                Figures.number(accept),
                Figures.number(Math.max(0, lead)),
                Figures.number(margin)));
  }

  private static String score(Told.Rival rival) {
    return "%s %s  cosine %s"
        .formatted(
            Figures.number(rival.confidence()),
            rival.rail(),
            Figures.number(Math.max(0, rival.similarity())));
  }

  private static String score(RailScore score) {
    return "%s %s  cosine %s  \"%s\"  %s"
        .formatted(
            Figures.number(score.confidence()),
            score.rail().id(),
            Figures.number(Math.max(0, score.nearest().similarity())),
            shown(score.nearest().example().text().source()),
            score.nearest().example().place());
  }

  private void coverage() {
    run.coverage()
        .filter(coverage -> !coverage.missing().isEmpty())
        .ifPresent(
            coverage -> {
              line("Not exercised:");
              for (Coverage.Item item : coverage.missing()) {
                line("  %s  %s".formatted(item.place(), item.name()));
              }
              line("");
            });
  }

  private void summary() {
    int failed = run.failed().size();
    String outcome =
        failed == 0
            ? paint.good("all passed")
            : "%s, %d passed".formatted(paint.bad(failed + " failed"), run.passed());
    line(
        "%s: %s with %s: %s"
            .formatted(
                run.folder(),
                Figures.counted(run.results().size(), "test"),
                Figures.counted(run.turns(), "turn"),
                outcome));
    run.coverage()
        .ifPresent(
            coverage ->
                line("coverage " + Figures.of(coverage.covered(), coverage.items().size())));
    line("set " + run.setDigest());
  }

  private void field(String name, String value) {
    line("  %-11s%s".formatted(name, value));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String shown(String said) {
    return said.strip().replaceAll("\\p{Cntrl}+", " ");
  }
}
