package io.railgate.proxy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.Decision.Cause;
import io.railgate.rails.engine.Evidence;
import io.railgate.rails.matching.Candidate;
import io.railgate.rails.set.RailId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.text.WordUtils;

/**
 * A decision and its evidence, for people and for tools.
 *
 * @param systemPrompt the set's own, sent before the canonical prompt
 */
record Explanation(Decision decision, Optional<String> systemPrompt) {

  /** How many of the nearest examples are shown. */
  private static final int SHOWN = 5;

  /** Characters in a line of text. */
  private static final int WIDTH = 100;

  private static final String ANSWERED = "The client is answered, and the model is not asked:\n";

  String toText() {
    StringBuilder text = new StringBuilder();
    text.append(headline()).append("\n\n");
    Evidence evidence = decision.evidence();
    if (evidence.best().isPresent()) {
      text.append(
          "cosine  rail and nearest examples (a rail matches from %s)\n"
              .formatted(number(evidence.threshold())));
      shown().forEach(candidate -> line(text, candidate));
      evidence
          .margin()
          .ifPresent(
              margin -> text.append("%6s  lead over the next rail%n".formatted(number(margin))));
      text.append('\n');
    }
    text.append(consequence()).append("\nset ").append(evidence.setDigest()).append('\n');
    return text.toString();
  }

  String toJson() {
    Evidence evidence = decision.evidence();
    ObjectNode root = Json.object().put("action", decision.action());
    root.put("rail", decision.decidedBy().map(RailId::toString).orElse(null));
    switch (decision) {
      case Decision.Forward forward -> root.put("prompt", forward.prompt());
      case Decision.Reply reply -> root.put("text", reply.text());
      case Decision.Refuse refuse ->
          root.put("text", refuse.text()).put("because", because(refuse.cause()));
    }
    root.put("threshold", evidence.threshold());
    evidence.margin().ifPresent(margin -> root.put("margin", margin));
    ArrayNode nearest = root.putArray("nearest");
    for (Candidate candidate : shown()) {
      nearest
          .addObject()
          .put("rail", candidate.rail().id().toString())
          .put("similarity", candidate.similarity())
          .put("example", candidate.example().text())
          .put("place", candidate.example().place().toString());
    }
    root.put("set", evidence.setDigest());
    return root.toPrettyString() + "\n";
  }

  /** The nearest examples; the runner-up last if it is not among them. */
  private List<Candidate> shown() {
    List<Candidate> nearest = decision.evidence().nearest();
    List<Candidate> first = nearest.subList(0, Math.min(SHOWN, nearest.size()));
    return decision
        .evidence()
        .runnerUp()
        .filter(runnerUp -> !first.contains(runnerUp))
        .map(
            runnerUp ->
                Stream.concat(first.subList(0, first.size() - 1).stream(), Stream.of(runnerUp))
                    .toList())
        .orElse(first);
  }

  private String headline() {
    return switch (decision) {
      case Decision.Forward forward -> "forward by " + forward.rail();
      case Decision.Reply reply -> "reply by " + reply.rail();
      case Decision.Refuse refuse -> "refuse: " + because(refuse.cause());
    };
  }

  private static String because(Cause cause) {
    return switch (cause) {
      case Cause.ByRail(RailId rail) -> "the rail " + rail + " says so";
      case Cause.NothingMatched() -> "no rail matches";
      case Cause.Tie(RailId first, RailId second) ->
          "the rails " + first + " and " + second + " are equally near";
      case Cause.Unreadable() -> "the encoder knows no word of the message";
      case Cause.TooLong(int tokens, int limit) ->
          "the message has %d tokens, and the encoder reads %d".formatted(tokens, limit);
    };
  }

  private String consequence() {
    return switch (decision) {
      case Decision.Forward forward ->
          "The model is sent:\n"
              + systemPrompt.map(prompt -> paragraph("system: " + prompt)).orElse("")
              + paragraph("user: " + forward.prompt());
      case Decision.Reply reply -> ANSWERED + paragraph(reply.text());
      case Decision.Refuse refuse -> ANSWERED + paragraph(refuse.text());
    };
  }

  private static void line(StringBuilder text, Candidate candidate) {
    text.append(
        "%6s  %s  \"%s\"  %s%n"
            .formatted(
                number(candidate.similarity()),
                candidate.rail().id(),
                candidate.example().text().replaceAll("\\p{Cntrl}+", " "),
                candidate.example().place()));
  }

  /** Rounded down, so that what falls short of the threshold is not shown as reaching it. */
  private static String number(double value) {
    return BigDecimal.valueOf(value).setScale(3, RoundingMode.FLOOR).toPlainString();
  }

  private static String paragraph(String text) {
    return WordUtils.wrap(text, WIDTH, "\n", false).indent(2);
  }
}
