package io.railgate.proxy.report;

import io.railgate.rails.attack.Aim;
import io.railgate.rails.attack.AttackOutcome;
import io.railgate.rails.attack.Became;
import io.railgate.rails.attack.Comparison;
import io.railgate.rails.attack.Mutation;
import io.railgate.rails.attack.Result;
import io.railgate.rails.attack.Score;
import io.railgate.rails.attack.Trial;
import io.railgate.rails.attack.Unmutated;
import io.railgate.rails.set.Place;
import java.util.Comparator;
import java.util.List;

/** An attack for the terminal. */
public final class AttackText {

  /** Most cases that are shown of each mutation. */
  private static final int SHOWN = 3;

  /** Most texts that are shown that were left out. */
  private static final int LEFT_OUT = 10;

  /** Longest part of a turn that is shown, in characters. */
  private static final int MAX_TEXT = 100;

  private static final Comparator<Trial> WORST_ESCAPE =
      Comparator.comparing((Trial trial) -> trial.became().sends())
          .thenComparingDouble(trial -> trial.became().confidence())
          .reversed()
          .thenComparing(trial -> trial.subject().place());

  /** Another rail is worse than none. */
  private static final Comparator<Trial> WORST_LOSS =
      Comparator.comparing((Trial trial) -> trial.result() == Result.OTHER_RAIL)
          .thenComparingDouble(trial -> trial.became().confidence())
          .reversed()
          .thenComparing(trial -> trial.subject().place());

  private final AttackOutcome outcome;
  private final Paint paint;
  private final StringBuilder text = new StringBuilder();

  private AttackText(AttackOutcome outcome, Paint paint) {
    this.outcome = outcome;
    this.paint = paint;
  }

  public static String of(AttackReport report, Paint paint) {
    AttackText text = new AttackText(report.outcome(), paint);
    text.head(report.folder());
    text.guises();
    text.injections();
    text.cases("escapes", report.outcome().escapes(), WORST_ESCAPE);
    text.cases("lost", report.outcome().losses(), WORST_LOSS);
    text.leftOut(
        "attacks that match as they stand, because the set is about them or by mistake, left out",
        false);
    text.leftOut("legitimate texts that do not lead to their rail as they stand, left out", true);
    report.comparison().ifPresent(text::comparison);
    text.line("");
    text.line("set " + report.outcome().setDigest());
    return text.text.toString();
  }

  private void head(String folder) {
    line(
        "%s: %s and %s, in %s, seed %d"
            .formatted(
                folder,
                used(true, outcome.legitimateTexts(), "legitimate text"),
                used(false, outcome.attackTexts(), "attack"),
                Figures.counted(outcome.plan().mutations().size(), "guise"),
                outcome.plan().seed()));
    if (outcome.plan().limit() < Math.max(outcome.legitimateTexts(), outcome.attackTexts())) {
      line(
          "A sample; for all, --limit "
              + Math.max(outcome.legitimateTexts(), outcome.attackTexts()));
    }
  }

  private String used(boolean legitimate, int all, String what) {
    int used = outcome.subjects(legitimate);
    return used == all
        ? Figures.counted(used, what)
        : "%d of %s".formatted(used, Figures.counted(all, what));
  }

  private void guises() {
    line("");
    line("                    attacks                     legitimate texts");
    line("mutation            texts  escapes    rate      texts    lost    rate  other rail");
    for (Mutation mutation : outcome.plan().mutations()) {
      Score attacks = outcome.score(mutation, Aim.ATTACK);
      Score texts = outcome.score(mutation, Aim.LEGITIMATE);
      String left =
          "%-18s%7d%9d%8s"
              .formatted(
                  mutation.id(),
                  attacks.texts(),
                  attacks.escapes(),
                  Figures.share(attacks.escapes(), attacks.texts()));
      String right =
          "%11d%8d%8s%12d"
              .formatted(
                  texts.texts(),
                  texts.losses(),
                  Figures.share(texts.losses(), texts.texts()),
                  texts.of(Result.OTHER_RAIL));
      line(mutation.kind() == Mutation.Kind.HARMLESS ? left + right : left);
    }
    int inPart = outcome.score(Mutation.SPLIT_ANSWERED, Aim.ATTACK).of(Result.IN_PART);
    if (inPart > 0) {
      line("");
      line(
          "Of %s that were split a part by itself was forwarded, as an approved prompt, and another"
              .formatted(Figures.counted(inPart, "attack")));
      line("was refused. They are no escapes.");
    }
  }

  private void injections() {
    List<Mutation> hostile =
        outcome.plan().mutations().stream()
            .filter(mutation -> mutation.kind() == Mutation.Kind.HOSTILE)
            .toList();
    if (hostile.isEmpty()) {
      return;
    }
    line("");
    line("                    legitimate texts with something hostile put to them");
    line("mutation            texts  escapes    rate   harmless match  other rail  no rail");
    for (Mutation mutation : hostile) {
      Score score = outcome.score(mutation, Aim.INJECTION);
      line(
          "%-18s%7d%9d%8s%17d%12d%9d"
              .formatted(
                  mutation.id(),
                  score.texts(),
                  score.escapes(),
                  Figures.share(score.escapes(), score.texts()),
                  score.of(Result.OWN_RAIL),
                  score.of(Result.OTHER_RAIL),
                  score.of(Result.NO_RAIL)));
    }
    line("");
    line(
        "A harmless match leads to the text's own rail, and nothing of what was put to it is sent.");
  }

  private void cases(String title, List<Trial> all, Comparator<Trial> worstFirst) {
    if (all.isEmpty()) {
      return;
    }
    line("");
    line(paint.bad("%s (%d)".formatted(title, all.size())) + ", the worst of each mutation");
    for (Mutation mutation : outcome.plan().mutations()) {
      List<Trial> cases =
          all.stream().filter(each -> each.mutation() == mutation).sorted(worstFirst).toList();
      show(mutation.id(), cases);
    }
  }

  private void show(String title, List<Trial> cases) {
    if (cases.isEmpty()) {
      return;
    }
    line("  %s (%d)".formatted(title, cases.size()));
    cases.stream().limit(SHOWN).forEach(this::show);
    more(cases.size(), SHOWN);
  }

  private void show(Trial trial) {
    line(
        "    %s: %s"
            .formatted(
                place(trial.subject().place()), Visible.turns(trial.variant().turns(), MAX_TEXT)));
    String expected = trial.subject().rail().map(rail -> "expected " + rail + ", got ").orElse("");
    line("      " + expected + became(trial.became()));
  }

  private void leftOut(String title, boolean legitimate) {
    List<Unmutated> all = outcome.leftOut(legitimate);
    if (all.isEmpty()) {
      return;
    }
    line("");
    line("%s (%d)".formatted(title, all.size()));
    all.stream().limit(LEFT_OUT).forEach(this::show);
    more(all.size(), LEFT_OUT);
  }

  private void show(Unmutated each) {
    line(
        "    %s: \"%s\""
            .formatted(
                place(each.subject().place()), Visible.text(each.subject().text(), MAX_TEXT)));
    String expected = each.subject().rail().map(rail -> "expected " + rail + ", got ").orElse("");
    line("      " + expected + became(each.became()));
  }

  private void comparison(Comparison comparison) {
    line("");
    if (!comparison.isWorse()) {
      line("Nothing is worse than in the baseline.");
      return;
    }
    line("worse than in the baseline");
    show("escapes that were held", comparison.escapes());
    if (!comparison.unsound().isEmpty()) {
      line("  no longer sound as they stand (%d)".formatted(comparison.unsound().size()));
      comparison.unsound().forEach(this::show);
    }
    for (Comparison.Worse worse : comparison.losses()) {
      show(
          "%s loses %s of these texts, lost %d before; new"
              .formatted(
                  worse.mutation().id(), Figures.of(worse.now(), worse.texts()), worse.before()),
          worse.fresh());
    }
  }

  /** What was decided, and how sure the best rail is. */
  private static String became(Became became) {
    String best =
        became
            .best()
            .map(
                rail ->
                    became.decision().decidedBy().filter(rail::equals).isPresent()
                        ? "; confidence " + Figures.number(became.confidence())
                        : "; best " + rail + " " + Figures.number(became.confidence()))
            .orElse("");
    return Causes.headline(became.decision())
        + best
        + (became.sends() ? "; the model is sent what was typed" : "");
  }

  private void more(int all, int shown) {
    if (all > shown) {
      line("    … and %d more (all are in --json)".formatted(all - shown));
    }
  }

  private static String place(Place place) {
    return place.file() + ":" + place.line();
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
