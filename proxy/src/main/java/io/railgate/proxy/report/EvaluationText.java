package io.railgate.proxy.report;

import io.railgate.rails.evaluation.Contender;
import io.railgate.rails.evaluation.Evaluation;
import io.railgate.rails.evaluation.Judged;
import io.railgate.rails.evaluation.MixUp;
import io.railgate.rails.evaluation.Result;
import io.railgate.rails.evaluation.Tally;
import io.railgate.rails.evaluation.ThresholdCurve.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** An evaluation for the terminal. */
public final class EvaluationText {

  /** Most entries of each list. */
  private static final int SHOWN = 20;

  /** Every so many points of the threshold curve are shown. */
  private static final int STEP = 10;

  /** Characters of a bar for 100 %. */
  private static final int BAR = 20;

  /** Longest part of a text that is shown, in characters. */
  private static final int MAX_TEXT = 100;

  private final Evaluation evaluation;
  private final Tally tally;
  private final StringBuilder text = new StringBuilder();

  private EvaluationText(Evaluation evaluation) {
    this.evaluation = evaluation;
    this.tally = evaluation.tally();
  }

  public static String of(Report report) {
    EvaluationText text = new EvaluationText(report.evaluation());
    text.head(report);
    text.counts();
    text.confidence();
    text.curve();
    text.mixUps();
    text.list("wrong accepts", report.evaluation().with(Result.WRONG_ACCEPT, Result.OTHER_RAIL));
    text.list("wrong refusals", report.evaluation().with(Result.WRONG_REFUSAL));
    text.list("asked, right rail not offered", report.evaluation().with(Result.NOT_OFFERED));
    text.line("");
    text.line("set " + report.evaluation().setDigest());
    return text.text.toString();
  }

  private void head(Report report) {
    line(
        "%s: %s on %s"
            .formatted(
                report.folder(),
                Figures.counted(evaluation.judged().size(), "utterance"),
                Figures.counted(evaluation.rails().size(), "rail")));
  }

  private void counts() {
    int in = tally.inScope();
    int out = tally.outOfScope();
    line("");
    line("%-36s%8d".formatted("in scope", in));
    count("right rail ranked first", tally.rankedFirst(), in);
    count("right rail among the first three", tally.amongThree(), in);
    count("right accepts", tally.of(Result.RIGHT_ACCEPT), in);
    count("wrong accepts, by another rail", tally.of(Result.OTHER_RAIL), in);
    count("asked, right rail offered", tally.of(Result.OFFERED), in);
    count("asked, right rail not offered", tally.of(Result.NOT_OFFERED), in);
    count("wrong refusals", tally.of(Result.WRONG_REFUSAL), in);
    line("%-36s%8d".formatted("out of scope", out));
    count("wrong accepts", tally.of(Result.WRONG_ACCEPT), out);
    count("asked", tally.of(Result.CLARIFIED), out);
    count("right refusals", tally.of(Result.RIGHT_REFUSAL), out);
  }

  private void count(String what, int part, int whole) {
    line("  %-34s%8d%8s".formatted(what, part, Figures.share(part, whole)));
  }

  private void confidence() {
    OptionalDouble auroc = evaluation.auroc();
    line("confidence");
    line(
        "  %-34s%8s"
            .formatted(
                "AUROC, in against out of scope",
                auroc.isPresent() ? Figures.number(auroc.getAsDouble()) : "-"));
    line(
        "  %-34s%8s"
            .formatted(
                "expected calibration error",
                Figures.number(evaluation.reliability().expectedError())));
  }

  private void curve() {
    var curve = evaluation.thresholdCurve();
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < curve.points().size(); i += STEP) {
      points.add(curve.points().get(i));
    }
    if (!points.contains(curve.current())) {
      points.add(curve.current());
    }
    points.sort(Comparator.comparingDouble(Point::accept));
    line("");
    line("threshold   right accepts                another rail   out of scope accepted");
    for (Point point : points) {
      line(
          "%-9s%s %7s  %s%12s   %7s  %s"
              .formatted(
                  Figures.number(point.accept()),
                  point.equals(curve.current()) ? " <" : "  ",
                  Figures.share(point.rightAccepts(), tally.inScope()),
                  "%-20s".formatted(bar(point.rightAccepts(), tally.inScope())),
                  Figures.share(point.otherRail(), tally.inScope()),
                  Figures.share(point.wrongAccepts(), tally.outOfScope()),
                  bar(point.wrongAccepts(), tally.outOfScope())));
    }
  }

  private static String bar(int part, int whole) {
    return whole == 0 ? "" : "#".repeat((int) Math.round((double) BAR * part / whole));
  }

  private void mixUps() {
    List<MixUp> all = evaluation.mixUps();
    if (all.isEmpty()) {
      return;
    }
    line("");
    line(
        "most confused rails (%s): times, of which accepted"
            .formatted(Figures.counted(all.size(), "pair")));
    for (MixUp mixUp : all.subList(0, Math.min(SHOWN, all.size()))) {
      line(
          "%4d %4d  %s is nearest to %s"
              .formatted(mixUp.count(), mixUp.accepted(), mixUp.expected(), mixUp.nearest()));
      line(
          "           \"%s\"  %s"
              .formatted(shown(mixUp.example().labelled().text()), Wording.line(mixUp.example())));
    }
    more(all.size());
  }

  private void list(String title, List<Judged> all) {
    if (all.isEmpty()) {
      return;
    }
    line("");
    line("%s (%d)".formatted(title, all.size()));
    for (Judged judged : all.subList(0, Math.min(SHOWN, all.size()))) {
      line("  %s: \"%s\"".formatted(Wording.line(judged), shown(judged.labelled().text())));
      line(
          "    expected %s, got %s"
              .formatted(Wording.expected(judged), shown(Wording.got(judged.verdict()))));
      judged.best().ifPresent(best -> line("    %s".formatted(evidence(judged, best))));
    }
    more(all.size());
  }

  private static String evidence(Judged judged, Contender best) {
    return "confidence %s: %s, \"%s\" %s%s"
        .formatted(
            Figures.number(best.confidence()),
            best.rail(),
            shown(Wording.example(best)),
            Wording.line(best),
            judged
                .runnerUp()
                .map(
                    next ->
                        "; then %s %s".formatted(next.rail(), Figures.number(next.confidence())))
                .orElse(""));
  }

  private void more(int all) {
    if (all > SHOWN) {
      line("  … and %d more (all are in --json and --html)".formatted(all - SHOWN));
    }
  }

  /** In one line, without what a terminal would obey. */
  private static String shown(String text) {
    String line = text.replaceAll("[\\p{C}\\s]+", " ").strip();
    int length = line.codePointCount(0, line.length());
    return length > MAX_TEXT ? line.substring(0, line.offsetByCodePoints(0, MAX_TEXT)) + "…" : line;
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
