package io.railgate.proxy.report;

import io.railgate.proxy.report.Plot.XY;
import io.railgate.rails.evaluation.Evaluation;
import io.railgate.rails.evaluation.Reliability.Bin;
import io.railgate.rails.evaluation.Tally;
import io.railgate.rails.evaluation.ThresholdCurve;
import io.railgate.rails.evaluation.ThresholdCurve.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** The pictures of an evaluation. */
final class Charts {

  private static final Plot WIDE = new Plot(720, 300);
  private static final Plot SQUARE = new Plot(360, 360);

  /** Bars of a histogram. */
  private static final int BINS = 40;

  private Charts() {}

  /** Shares of what is accepted, by threshold. */
  static Html thresholds(Evaluation evaluation) {
    Tally tally = evaluation.tally();
    ThresholdCurve curve = evaluation.thresholdCurve();
    List<Html> parts = new ArrayList<>();
    parts.add(WIDE.axes("accept threshold", "accepted", 5, Charts::percent));
    parts.add(upright(evaluation));
    if (tally.inScope() > 0) {
      parts.add(WIDE.line("line right", line(curve, Point::rightAccepts, tally.inScope())));
      parts.add(WIDE.line("line other", line(curve, Point::otherRail, tally.inScope())));
    }
    if (tally.outOfScope() > 0) {
      parts.add(WIDE.line("line wrong", line(curve, Point::wrongAccepts, tally.outOfScope())));
    }
    return WIDE.picture("What is accepted, by threshold", parts);
  }

  /** How sure the best rail is: in scope upwards, out of scope downwards. */
  static Html confidences(Evaluation evaluation) {
    int[] in = histogram(evaluation.confidences(true));
    int[] out = histogram(evaluation.confidences(false));
    double all = Math.max(1, evaluation.tally().inScope());
    double others = Math.max(1, evaluation.tally().outOfScope());
    double highest = 1e-9;
    for (int bin = 0; bin < BINS; bin++) {
      highest = Math.max(highest, Math.max(in[bin] / all, out[bin] / others));
    }
    double scale = highest;
    List<Html> parts = new ArrayList<>();
    parts.add(
        WIDE.axes(
            "confidence of the best rail",
            "share",
            4,
            at -> percent(Math.abs(2 * at - 1) * scale)));
    for (int bin = 0; bin < BINS; bin++) {
      double from = bin / (double) BINS;
      double to = (bin + 1) / (double) BINS;
      String range = String.format(Locale.ROOT, "%.3f to %.3f", from, to);
      parts.add(
          WIDE.bar(
              "bar right",
              new XY(from, 0.5),
              new XY(to, 0.5 + in[bin] / all / scale / 2),
              "%s: %d in scope".formatted(range, in[bin])));
      parts.add(
          WIDE.bar(
              "bar wrong",
              new XY(from, 0.5),
              new XY(to, 0.5 - out[bin] / others / scale / 2),
              "%s: %d out of scope".formatted(range, out[bin])));
    }
    parts.add(upright(evaluation));
    return WIDE.picture("Confidences in scope and out of scope", parts);
  }

  /** How often the best rail is right, by its confidence; the diagonal is as it should be. */
  static Html reliability(Evaluation evaluation) {
    List<Html> parts = new ArrayList<>();
    parts.add(SQUARE.axes("confidence", "right", 5, Charts::percent));
    parts.add(SQUARE.line("line plain", List.of(new XY(0, 0), new XY(1, 1))));
    List<XY> line = new ArrayList<>();
    List<Html> dots = new ArrayList<>();
    for (Bin bin : evaluation.reliability().bins()) {
      if (bin.count() > 0) {
        XY at = new XY(bin.confidence(), bin.shareRight());
        line.add(at);
        double part = (double) bin.count() / evaluation.judged().size();
        dots.add(
            SQUARE.dot(
                "dot",
                at,
                3 + 9 * Math.sqrt(part),
                "%d utterances: confidence %s, right %s"
                    .formatted(
                        bin.count(),
                        Figures.number(bin.confidence()),
                        Figures.share(bin.right(), bin.count()))));
      }
    }
    parts.add(SQUARE.line("line right", line));
    parts.addAll(dots);
    return SQUARE.picture("Reliability of the confidence", parts);
  }

  private static Html upright(Evaluation evaluation) {
    return WIDE.upright(evaluation.accept(), "now " + Figures.number(evaluation.accept()));
  }

  private static List<XY> line(ThresholdCurve curve, ToIntFunction<Point> count, int whole) {
    return curve.points().stream()
        .map(point -> new XY(point.accept(), (double) count.applyAsInt(point) / whole))
        .toList();
  }

  private static int[] histogram(double[] confidences) {
    int[] counts = new int[BINS];
    Arrays.stream(confidences)
        .forEach(confidence -> counts[Math.min(BINS - 1, (int) (confidence * BINS))]++);
    return counts;
  }

  private static String percent(double share) {
    return Math.round(share * 100) + "%";
  }
}
