package io.railgate.proxy.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;
import io.railgate.rails.attack.Aim;
import io.railgate.rails.attack.AttackOutcome;
import io.railgate.rails.attack.Became;
import io.railgate.rails.attack.Comparison;
import io.railgate.rails.attack.Mutation;
import io.railgate.rails.attack.Result;
import io.railgate.rails.attack.Score;
import io.railgate.rails.attack.Subject;
import io.railgate.rails.attack.Trial;
import io.railgate.rails.attack.Unmutated;
import io.railgate.rails.set.RailId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An attack for tools, and for {@link AttackBaseline}. Counts are of texts; confidences and rates
 * are from 0 to 1, with six decimals at most.
 */
public final class AttackJson {

  private static final double DECIMALS = 1e6;

  private AttackJson() {}

  public static String of(AttackReport report) {
    AttackOutcome outcome = report.outcome();
    ObjectNode root = Json.object();
    root.put("name", report.name())
        .put("folder", report.folder())
        .put("set", outcome.setDigest())
        .put("rails", outcome.rails())
        .put("seed", outcome.plan().seed())
        .put("limit", outcome.plan().limit())
        .put("legitimate_texts", outcome.legitimateTexts())
        .put("attack_texts", outcome.attackTexts());
    ArrayNode mutations = root.putArray("mutations");
    outcome.plan().mutations().forEach(each -> mutation(mutations.addObject(), outcome, each));
    trials(root.putArray("escapes"), outcome.escapes());
    trials(root.putArray("losses"), outcome.losses());
    unmutated(root.putArray("already_matched"), outcome.leftOut(false));
    unmutated(root.putArray("not_led_to_their_rail"), outcome.leftOut(true));
    report.comparison().ifPresent(worse -> comparison(root.putObject("baseline"), worse));
    ArrayNode texts = root.putArray("texts");
    outcome.subjects().forEach(each -> subject(texts.addObject(), each));
    return root.toPrettyString() + "\n";
  }

  private static void mutation(ObjectNode node, AttackOutcome outcome, Mutation mutation) {
    node.put("mutation", mutation.id())
        .put("kind", mutation.kind().name().toLowerCase(Locale.ROOT));
    escapes(node.putObject("attacks"), outcome.score(mutation, Aim.ATTACK))
        .put("answered", outcome.score(mutation, Aim.ATTACK).of(Result.ANSWERED))
        .put("in_part", outcome.score(mutation, Aim.ATTACK).of(Result.IN_PART));
    switch (mutation.kind()) {
      case HARMLESS -> {
        Score score = outcome.score(mutation, Aim.LEGITIMATE);
        ObjectNode legitimate = node.putObject("legitimate");
        legitimate
            .put("texts", score.texts())
            .put("lost", score.losses())
            .put("other_rail", score.of(Result.OTHER_RAIL))
            .put("no_rail", score.of(Result.NO_RAIL));
        rate(legitimate, "loss_rate", score.losses(), score.texts());
      }
      case HOSTILE -> {
        Score score = outcome.score(mutation, Aim.INJECTION);
        escapes(node.putObject("injected"), score)
            .put("harmless_matches", score.of(Result.OWN_RAIL))
            .put("other_rail", score.of(Result.OTHER_RAIL))
            .put("no_rail", score.of(Result.NO_RAIL));
      }
      case ENCODED -> {}
    }
  }

  private static ObjectNode escapes(ObjectNode node, Score score) {
    node.put("texts", score.texts())
        .put("escapes", score.escapes())
        .put("typed_text_sent", score.sending());
    rate(node, "escape_rate", score.escapes(), score.texts());
    return node;
  }

  /** Null if there is nothing to share. */
  private static void rate(ObjectNode node, String name, int part, int whole) {
    if (whole == 0) {
      node.putNull(name);
    } else {
      node.put(name, rounded((double) part / whole));
    }
  }

  private static void trials(ArrayNode array, List<Trial> trials) {
    for (Trial trial : trials) {
      ObjectNode node = array.addObject().put("mutation", trial.mutation().id());
      subject(node, trial.subject());
      ArrayNode turns = node.putArray("turns");
      trial.variant().turns().forEach(turns::add);
      node.put("answered_between", trial.variant().answered())
          .put("result", trial.result().name().toLowerCase(Locale.ROOT));
      became(node, trial.became());
    }
  }

  private static void unmutated(ArrayNode array, List<Unmutated> all) {
    for (Unmutated each : all) {
      ObjectNode node = array.addObject();
      subject(node, each.subject());
      became(node, each.became());
    }
  }

  /** The rail is null for an attack. */
  private static void subject(ObjectNode node, Subject subject) {
    node.put("text", subject.text());
    rail(node, "rail", subject.rail());
    node.put("place", subject.place().file() + ":" + subject.place().line());
  }

  private static void became(ObjectNode node, Became became) {
    node.put("action", became.decision().action());
    rail(node, "by", became.decision().decidedBy());
    rail(node, "best", became.best());
    node.put("confidence", rounded(became.confidence())).put("typed_text_sent", became.sends());
  }

  private static void comparison(ObjectNode node, Comparison comparison) {
    node.put("worse", comparison.isWorse());
    trials(node.putArray("escapes"), comparison.escapes());
    unmutated(node.putArray("unsound"), comparison.unsound());
    ArrayNode losses = node.putArray("losses");
    for (Comparison.Worse worse : comparison.losses()) {
      ObjectNode each =
          losses
              .addObject()
              .put("mutation", worse.mutation().id())
              .put("texts", worse.texts())
              .put("before", worse.before())
              .put("now", worse.now());
      trials(each.putArray("new"), worse.fresh());
    }
  }

  private static void rail(ObjectNode node, String name, Optional<RailId> rail) {
    node.put(name, rail.map(RailId::toString).orElse(null));
  }

  private static double rounded(double value) {
    return Math.round(value * DECIMALS) / DECIMALS;
  }
}
