package io.railgate.proxy.report;

import io.railgate.rails.evaluation.Contender;
import io.railgate.rails.evaluation.Evaluation;
import io.railgate.rails.evaluation.Judged;
import io.railgate.rails.evaluation.MixUp;
import io.railgate.rails.evaluation.Reliability.Bin;
import io.railgate.rails.evaluation.Result;
import io.railgate.rails.evaluation.Tally;
import java.util.List;
import java.util.Optional;

/** An evaluation as a page. */
public final class EvaluationPage {

  private final Evaluation evaluation;
  private final Tally tally;

  private EvaluationPage(Report report) {
    this.evaluation = report.evaluation();
    this.tally = evaluation.tally();
  }

  public static String of(Report report) {
    EvaluationPage page = new EvaluationPage(report);
    Evaluation evaluation = report.evaluation();
    return Page.of(
        "Evaluation of " + report.name(),
        "%s from %s on %s of %s"
            .formatted(
                Figures.counted(evaluation.judged().size(), "utterance"),
                String.join(", ", report.files()),
                Figures.counted(evaluation.rails().size(), "rail"),
                report.folder()),
        page.sections(),
        "set " + evaluation.setDigest());
  }

  private List<Html> sections() {
    return List.of(
        summary(),
        list(
            "Wrong accepts",
            "Accepted, though another rail or none was meant.",
            evaluation.with(Result.WRONG_ACCEPT, Result.OTHER_RAIL)),
        list(
            "Wrong refusals",
            "Refused, though a rail was meant.",
            evaluation.with(Result.WRONG_REFUSAL)),
        list(
            "Asked, right rail not offered",
            "The user was asked which of other rails was meant.",
            evaluation.with(Result.NOT_OFFERED)),
        thresholds(),
        confidences(),
        reliability(),
        mixUps(),
        Page.section("Confusion", HeatTable.of(evaluation)));
  }

  private Html summary() {
    int in = tally.inScope();
    int out = tally.outOfScope();
    return Page.cards(
        List.of(
            share("right accepts", tally.of(Result.RIGHT_ACCEPT), in),
            share("wrong accepts, out of scope", tally.of(Result.WRONG_ACCEPT), out),
            share("wrong accepts, by another rail", tally.of(Result.OTHER_RAIL), in),
            share("wrong refusals", tally.of(Result.WRONG_REFUSAL), in),
            share("asked, right rail offered", tally.of(Result.OFFERED), in),
            share("right rail ranked first", tally.rankedFirst(), in),
            share("right rail among three", tally.amongThree(), in),
            Page.card(
                "AUROC, in against out of scope",
                evaluation.auroc().isPresent()
                    ? Figures.number(evaluation.auroc().getAsDouble())
                    : "-",
                in + " against " + out),
            Page.card(
                "expected calibration error",
                Figures.number(evaluation.reliability().expectedError()),
                "10 bins")));
  }

  private static Html share(String what, int part, int whole) {
    return Page.card(what, Figures.share(part, whole), part + " of " + whole);
  }

  private static Html list(String title, String explanation, List<Judged> all) {
    Html heading = Html.of("<h2>%s <small>%d</small></h2>", title, all.size());
    if (all.isEmpty()) {
      return Html.of("<section>%s<p class=\"note\">None.</p></section>", heading);
    }
    return Html.of(
        """
        <section>
        %s
        <p class="note">%s</p>
        <div class="scroll"><table>
        <thead><tr><th>utterance</th><th>expected</th><th>got</th><th class="n">confidence</th>
        <th>nearest example</th><th>runner-up</th></tr></thead>
        <tbody>
        %s
        </tbody></table></div></section>
        """,
        heading, explanation, Html.join(all.stream().map(EvaluationPage::row).toList()));
  }

  private static Html row(Judged judged) {
    Optional<Contender> best = judged.best();
    Html nearest =
        best.map(
                score ->
                    Html.of(
                        "<q>%s</q><small>%s, %s</small>",
                        Wording.example(score), score.rail(), Wording.line(score)))
            .orElse(Html.NOTHING);
    Html runnerUp =
        judged
            .runnerUp()
            .map(
                score ->
                    Html.of(
                        "%s<small>%s</small>", score.rail(), Figures.number(score.confidence())))
            .orElse(Html.NOTHING);
    return Html.of(
        "<tr><td class=\"said\"><q>%s</q><small>%s</small></td><td>%s</td><td>%s</td>"
            + "<td class=\"n\">%s</td><td class=\"said\">%s</td><td>%s</td></tr>",
        judged.labelled().text(),
        Wording.line(judged),
        Wording.expected(judged),
        Wording.got(judged.verdict()),
        Figures.number(judged.confidence()),
        nearest,
        runnerUp);
  }

  private Html thresholds() {
    return Page.section(
        "Threshold",
        Html.of(
            """
            <p class="note">What would be accepted if <code>accept</code> were another; the margin of %s stays.</p>
            %s
            <p class="legend"><i class="right"></i> in scope, by the right rail <i class="other"></i> in scope, by \
            another rail <i class="wrong"></i> out of scope</p>
            """,
            Figures.number(evaluation.margin()), Charts.thresholds(evaluation)));
  }

  private Html confidences() {
    return Page.section(
        "Confidence",
        Html.of(
            """
            %s
            <p class="legend"><i class="right"></i> in scope, upwards <i class="wrong"></i> out of scope, downwards</p>
            """,
            Charts.confidences(evaluation)));
  }

  private Html reliability() {
    List<Html> rows = evaluation.reliability().bins().stream().map(EvaluationPage::bin).toList();
    return Page.section(
        "Calibration",
        Html.of(
            """
            <p class="note">A confidence of 0.8 should be right 8 times in 10. Of all utterances; out of scope no \
            rail is right.</p>
            <div class="pair">%s
            <table><thead><tr><th>confidence</th><th class="n">utterances</th><th class="n">mean</th>\
            <th class="n">right</th></tr></thead><tbody>
            %s
            </tbody></table></div>
            """,
            Charts.reliability(evaluation), Html.join(rows)));
  }

  private static Html bin(Bin bin) {
    return Html.of(
        "<tr><td>%.1f to %.1f</td><td class=\"n\">%d</td><td class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
        bin.from(),
        bin.to(),
        bin.count(),
        bin.count() == 0 ? "-" : Figures.number(bin.confidence()),
        Figures.share(bin.right(), bin.count()));
  }

  private Html mixUps() {
    List<MixUp> all = evaluation.mixUps();
    if (all.isEmpty()) {
      return Page.section("Most confused rails", Html.of("<p class=\"note\">None.</p>"));
    }
    List<Html> rows =
        all.stream()
            .map(
                each ->
                    Html.of(
                        "<tr><td class=\"n\">%d</td><td class=\"n\">%d</td><td>%s</td><td>%s</td>"
                            + "<td class=\"said\"><q>%s</q><small>%s</small></td></tr>",
                        each.count(),
                        each.accepted(),
                        each.expected(),
                        each.nearest(),
                        each.example().labelled().text(),
                        Wording.line(each.example())))
            .toList();
    return Page.section(
        "Most confused rails",
        Html.of(
            """
            <p class="note">Utterances whose nearest rail is another, whether it accepted them or not.</p>
            <div class="scroll"><table>
            <thead><tr><th class="n">times</th><th class="n">accepted</th><th>meant</th><th>nearest</th>\
            <th>for example</th></tr></thead>
            <tbody>
            %s
            </tbody></table></div>
            """,
            Html.join(rows)));
  }
}
