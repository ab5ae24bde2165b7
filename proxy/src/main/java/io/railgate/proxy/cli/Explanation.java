package io.railgate.proxy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.Evidence;
import io.railgate.rails.engine.Evidence.Ground;
import io.railgate.rails.matching.Candidate;
import io.railgate.rails.matching.RailScore;
import io.railgate.rails.matching.Ranking;
import io.railgate.rails.set.ConversationSettings;
import io.railgate.rails.set.ConversationSettings.History;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.RailId;
import io.railgate.rails.slots.Filling;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.text.WordUtils;

/**
 * A conversation's last decision and its evidence, for people and for tools.
 *
 * @param decisions of all turns, at least one
 * @param settings what is sent beside the canonical prompt
 */
record Explanation(List<Decision> decisions, ConversationSettings settings) {

  /** How many rails, and how many of the nearest examples, are shown. */
  private static final int SHOWN = 5;

  /** Characters in a line of text. */
  private static final int WIDTH = 100;

  private static final String ANSWERED = "The client is answered, and the model is not asked:\n";

  String toText() {
    StringBuilder text = new StringBuilder();
    for (int turn = 1; turn < decisions.size(); turn++) {
      text.append("turn %d: %s%n".formatted(turn, Causes.headline(decisions.get(turn - 1))));
    }
    if (decisions.size() > 1) {
      text.append("turn %d: ".formatted(decisions.size()));
    }
    text.append(Causes.headline(decision())).append("\n\n");
    Evidence evidence = decision().evidence();
    text.append(ground());
    if (evidence.ranking().best().isPresent()) {
      ranking(text, evidence);
    }
    text.append(consequence()).append("\nset ").append(evidence.setDigest()).append('\n');
    return text.toString();
  }

  String toJson() {
    Evidence evidence = decision().evidence();
    Ranking ranking = evidence.ranking();
    ObjectNode root = Json.object();
    ArrayNode turns = root.putArray("earlier");
    decisions.subList(0, decisions.size() - 1).forEach(each -> turns.add(Causes.headline(each)));
    root.put("action", decision().action());
    root.put("rail", decision().decidedBy().map(RailId::toString).orElse(null));
    outcome(root);
    evidence.confidence().ifPresent(sure -> root.put("confidence", sure));
    ranking.best().ifPresent(best -> root.put("margin", ranking.margin()));
    root.put("accept", evidence.accept()).put("least_margin", evidence.margin());
    if (evidence.ground() instanceof Ground.InWindows(int windows, int weakest)) {
      root.put("windows", windows).put("weakest_window", weakest);
    }
    ArrayNode rails = root.putArray("rails");
    for (RailScore score : shown(ranking.rails())) {
      rails
          .addObject()
          .put("rail", score.rail().id().toString())
          .put("confidence", score.confidence())
          .put("alone", score.alone())
          .put("accept", score.rail().accept().orElse(evidence.accept()))
          .put("similarity", score.nearest().similarity());
    }
    ranking
        .never()
        .ifPresent(
            line ->
                root.putObject("never")
                    .put("line", line.text().source())
                    .put("confidence", ranking.neverConfidence()));
    ArrayNode nearest = root.putArray("nearest");
    for (Candidate candidate : examples(ranking)) {
      nearest
          .addObject()
          .put("rail", candidate.rail().id().toString())
          .put("similarity", candidate.similarity())
          .put("example", candidate.example().text().source())
          .put("place", candidate.example().place().toString());
    }
    root.put("set", evidence.setDigest());
    return root.toPrettyString() + "\n";
  }

  private Decision decision() {
    return decisions.getLast();
  }

  private void outcome(ObjectNode root) {
    switch (decision()) {
      case Decision.Forward forward -> root.put("prompt", forward.prompt());
      case Decision.Pass pass -> root.put("prompt", pass.message());
      case Decision.Reply reply -> root.put("text", reply.text());
      case Decision.Ask ask -> {
        root.put("text", ask.text()).put("slot", ask.slot());
        ObjectNode filled = root.putObject("filled");
        new TreeMap<>(ask.filled()).forEach(filled::put);
      }
      case Decision.Clarify clarify -> {
        root.put("text", clarify.text());
        ArrayNode offered = root.putArray("offered");
        clarify.rails().forEach(rail -> offered.add(rail.toString()));
      }
      case Decision.Refuse refuse ->
          root.put("text", refuse.text()).put("because", Causes.because(refuse.cause()));
    }
  }

  private String ground() {
    return switch (decision().evidence().ground()) {
      case Ground.Matched matched -> "";
      case Ground.InWindows(int windows, int weakest) ->
          (decision() instanceof Decision.Pass
                  ? "Too long to be read at once, it was read in %d windows, and each matches; %d is"
                      + " the weakest.%n%n"
                  : "It was read in %d windows, each of which must match the same rail with pass;"
                      + " %d does not.%n%n")
              .formatted(windows, weakest);
      case Ground.Answered(String slot, Filling filling) ->
          switch (filling) {
            case Filling.Filled filled ->
                "The message answers the question for {%s}.\n\n".formatted(slot);
            case Filling.Missing missing ->
                "The message does not answer the question for {%s}, but holds other values.\n\n"
                    .formatted(slot);
            case Filling.Unclear unclear ->
                "The question for {%s} is open: the message could mean several values.\n\n"
                    .formatted(slot);
            case Filling.OutOfRange out ->
                "The question for {%s} is open: the value is out of range.\n\n".formatted(slot);
          };
      case Ground.Chose(int option) -> "The message chooses option " + option + ".\n\n";
    };
  }

  private static void ranking(StringBuilder text, Evidence evidence) {
    Ranking ranking = evidence.ranking();
    text.append(
        "A rail matches from a confidence of %s (|), with a lead of %s.%n%n"
            .formatted(number(evidence.accept()), number(evidence.margin())));
    text.append("confidence  %s  alone  cosine  rail%n".formatted(" ".repeat(Bar.WIDTH)));
    for (RailScore score : shown(ranking.rails())) {
      double accept = score.rail().accept().orElse(evidence.accept());
      text.append(
          "%10s  %s  %s   %s  %s%n"
              .formatted(
                  number(score.confidence()),
                  Bar.of(score.confidence(), accept),
                  number(score.alone()),
                  number(score.nearest().similarity()),
                  score.rail().id()));
    }
    if (ranking.neverConfidence() >= 0.001) {
      text.append(
          "%10s  %s                 the lines under \"never\"%n"
              .formatted(
                  number(ranking.neverConfidence()),
                  Bar.of(ranking.neverConfidence(), evidence.accept())));
    }
    text.append("\n    cosine  nearest examples\n");
    for (Candidate candidate : examples(ranking)) {
      text.append(
          "%10s  %s  \"%s\"  %s%n"
              .formatted(
                  number(candidate.similarity()),
                  candidate.rail().id(),
                  candidate.example().text().source().replaceAll("\\p{Cntrl}+", " "),
                  candidate.example().place()));
    }
    text.append('\n');
  }

  /** The nearest examples, each once. */
  private static List<Candidate> examples(Ranking ranking) {
    Map<Example, Candidate> each = new LinkedHashMap<>();
    ranking.nearest().forEach(candidate -> each.putIfAbsent(candidate.example(), candidate));
    return shown(List.copyOf(each.values()));
  }

  private static <T> List<T> shown(List<T> all) {
    return all.subList(0, Math.min(SHOWN, all.size()));
  }

  private String consequence() {
    return switch (decision()) {
      case Decision.Forward forward -> sent(forward.prompt());
      case Decision.Pass pass -> sent(pass.message());
      case Decision.Reply reply -> ANSWERED + paragraph(reply.text());
      case Decision.Ask ask -> ANSWERED + paragraph(ask.text()) + filled(ask);
      case Decision.Clarify clarify -> ANSWERED + clarify.text().indent(2);
      case Decision.Refuse refuse -> ANSWERED + paragraph(refuse.text());
    };
  }

  private static String filled(Decision.Ask ask) {
    String values =
        new TreeMap<>(ask.filled())
            .entrySet().stream()
                .map(value -> "{%s} %s".formatted(value.getKey(), value.getValue()))
                .collect(Collectors.joining(", "));
    return values.isEmpty() ? "" : paragraph("so far: " + values);
  }

  private String sent(String user) {
    return "The model is sent:\n"
        + settings.prompt().map(prompt -> paragraph("system: " + prompt)).orElse("")
        + earlier().stream()
            .map(prompt -> paragraph("user: " + prompt))
            .collect(Collectors.joining())
        + (settings.history() == History.VERIFIED && !earlier().isEmpty()
            ? paragraph("and, after each of them, the answer that this proxy gave")
            : "")
        + paragraph("user: " + user);
  }

  /** The canonical prompts of earlier turns, if they are forwarded. */
  private List<String> earlier() {
    return settings.history() == History.NONE
        ? List.of()
        : decisions.subList(0, decisions.size() - 1).stream()
            .filter(Decision.Forward.class::isInstance)
            .map(earlier -> ((Decision.Forward) earlier).prompt())
            .toList();
  }

  /** Rounded down, so that what falls short of the threshold is not shown as reaching it. */
  private static String number(double value) {
    return BigDecimal.valueOf(value).setScale(3, RoundingMode.FLOOR).toPlainString();
  }

  private static String paragraph(String text) {
    return WordUtils.wrap(text, WIDTH, "\n", false).indent(2);
  }
}
