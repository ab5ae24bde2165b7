package io.railgate.proxy.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;
import io.railgate.rails.evaluation.Confusion;
import io.railgate.rails.evaluation.Confusion.Got;
import io.railgate.rails.evaluation.Contender;
import io.railgate.rails.evaluation.Evaluation;
import io.railgate.rails.evaluation.Judged;
import io.railgate.rails.evaluation.MixUp;
import io.railgate.rails.evaluation.Reliability;
import io.railgate.rails.evaluation.Result;
import io.railgate.rails.evaluation.Tally;
import io.railgate.rails.evaluation.ThresholdCurve.Point;
import io.railgate.rails.evaluation.Verdict;
import io.railgate.rails.set.RailId;
import java.util.List;
import java.util.Optional;

/**
 * An evaluation for tools. Counts are of utterances; confidences and shares are from 0 to 1, with
 * six decimals at most.
 */
public final class EvaluationJson {

  private static final double DECIMALS = 1e6;

  private EvaluationJson() {}

  public static String of(Report report) {
    Evaluation evaluation = report.evaluation();
    ObjectNode root = Json.object();
    root.put("name", report.name()).put("folder", report.folder());
    ArrayNode files = root.putArray("files");
    report.files().forEach(files::add);
    root.put("set", evaluation.setDigest())
        .put("rails", evaluation.rails().size())
        .put("cases", evaluation.judged().size())
        .put("accept", rounded(evaluation.accept()))
        .put("least_margin", rounded(evaluation.margin()));
    counts(root, evaluation.tally());
    root.put("auroc", (Double) null);
    evaluation.auroc().ifPresent(auroc -> root.put("auroc", rounded(auroc)));
    reliability(root, evaluation.reliability());
    ArrayNode thresholds = root.putArray("thresholds");
    evaluation.thresholdCurve().points().forEach(point -> point(thresholds.addObject(), point));
    point(root.putObject("current_threshold"), evaluation.thresholdCurve().current());
    confusion(root.putArray("confusion"), evaluation.confusion());
    mixUps(root.putArray("confused"), evaluation.mixUps());
    list(root.putArray("wrong_accepts"), evaluation.with(Result.WRONG_ACCEPT, Result.OTHER_RAIL));
    list(root.putArray("wrong_refusals"), evaluation.with(Result.WRONG_REFUSAL));
    list(root.putArray("not_offered"), evaluation.with(Result.NOT_OFFERED));
    return root.toPrettyString() + "\n";
  }

  private static void counts(ObjectNode root, Tally tally) {
    ObjectNode in = root.putObject("in_scope");
    in.put("cases", tally.inScope())
        .put("ranked_first", tally.rankedFirst())
        .put("among_three", tally.amongThree())
        .put("right_accepts", tally.of(Result.RIGHT_ACCEPT))
        .put("wrong_accepts", tally.of(Result.OTHER_RAIL))
        .put("offered", tally.of(Result.OFFERED))
        .put("not_offered", tally.of(Result.NOT_OFFERED))
        .put("wrong_refusals", tally.of(Result.WRONG_REFUSAL));
    share(in, "ranking_accuracy", tally.rankedFirst(), tally.inScope());
    share(in, "decision_accuracy", tally.of(Result.RIGHT_ACCEPT), tally.inScope());
    ObjectNode out = root.putObject("out_of_scope");
    out.put("cases", tally.outOfScope())
        .put("wrong_accepts", tally.of(Result.WRONG_ACCEPT))
        .put("clarified", tally.of(Result.CLARIFIED))
        .put("right_refusals", tally.of(Result.RIGHT_REFUSAL));
    share(out, "wrong_accept_rate", tally.of(Result.WRONG_ACCEPT), tally.outOfScope());
  }

  /** Null if there is nothing to share. */
  private static void share(ObjectNode node, String name, int part, int whole) {
    if (whole == 0) {
      node.putNull(name);
    } else {
      node.put(name, rounded((double) part / whole));
    }
  }

  private static void reliability(ObjectNode root, Reliability reliability) {
    root.put("expected_calibration_error", rounded(reliability.expectedError()));
    ArrayNode bins = root.putArray("reliability");
    for (Reliability.Bin bin : reliability.bins()) {
      bins.addObject()
          .put("from", bin.from())
          .put("to", bin.to())
          .put("cases", bin.count())
          .put("confidence", rounded(bin.confidence()))
          .put("right", bin.right());
    }
  }

  private static void point(ObjectNode node, Point point) {
    node.put("accept", rounded(point.accept()))
        .put("right_accepts", point.rightAccepts())
        .put("other_rail", point.otherRail())
        .put("wrong_accepts", point.wrongAccepts());
  }

  private static void confusion(ArrayNode cells, Confusion confusion) {
    for (Confusion.Cell cell : confusion.cells()) {
      ObjectNode node = cells.addObject();
      rail(node, "expected", cell.expected());
      switch (cell.got()) {
        case Got.Rail got -> rail(node.put("got", "accepted"), "rail", Optional.of(got.id()));
        case Got.Clarified clarified -> node.put("got", "clarified").putNull("rail");
        case Got.Refused refused -> node.put("got", "refused").putNull("rail");
      }
      node.put("cases", cell.count());
    }
  }

  private static void mixUps(ArrayNode array, List<MixUp> mixUps) {
    for (MixUp mixUp : mixUps) {
      array
          .addObject()
          .put("expected", mixUp.expected().toString())
          .put("nearest", mixUp.nearest().toString())
          .put("cases", mixUp.count())
          .put("accepted", mixUp.accepted())
          .put("text", mixUp.example().labelled().text())
          .put("place", Wording.line(mixUp.example()));
    }
  }

  private static void list(ArrayNode array, List<Judged> all) {
    for (Judged judged : all) {
      ObjectNode node = array.addObject();
      node.put("place", Wording.line(judged)).put("text", judged.labelled().text());
      rail(node, "expected", judged.labelled().rail());
      rail(
          node,
          "got",
          judged.verdict() instanceof Verdict.Accepted accepted
              ? Optional.of(accepted.rail())
              : Optional.empty());
      node.put("verdict", Wording.got(judged.verdict()))
          .put("confidence", rounded(judged.confidence()));
      ArrayNode foremost = node.putArray("foremost");
      judged.foremost().forEach(score -> score(foremost.addObject(), score));
    }
  }

  private static void score(ObjectNode node, Contender score) {
    rail(node, "rail", Optional.of(score.rail()));
    node.put("confidence", rounded(score.confidence()))
        .put("similarity", rounded(score.similarity()))
        .put("example", Wording.example(score))
        .put("place", Wording.line(score));
  }

  /** Null for what is out of scope. */
  private static void rail(ObjectNode node, String name, Optional<RailId> rail) {
    node.put(name, rail.map(RailId::toString).orElse(null));
  }

  private static double rounded(double value) {
    return Math.round(value * DECIMALS) / DECIMALS;
  }
}
