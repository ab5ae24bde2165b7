package io.railgate.proxy.report;

import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.Evidence;
import io.railgate.rails.engine.Evidence.Ground;
import io.railgate.rails.matching.Candidate;
import io.railgate.rails.matching.RailScore;
import io.railgate.rails.matching.Ranking;
import io.railgate.rails.set.ConversationSettings.History;
import io.railgate.rails.slots.Filling;
import io.railgate.rails.text.NormalText.Change;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.text.WordUtils;

/** An explanation for the terminal. */
public final class ExplanationText {

  /** Characters in a line of text. */
  private static final int WIDTH = 100;

  private static final String ANSWERED = "The client is answered, and the model is not asked:\n";

  private final Explanation told;

  private ExplanationText(Explanation told) {
    this.told = told;
  }

  public static String of(Explanation explanation) {
    return new ExplanationText(explanation).text();
  }

  private String text() {
    List<Decision> decisions = told.decisions();
    StringBuilder text = new StringBuilder();
    for (int turn = 1; turn < decisions.size(); turn++) {
      text.append("turn %d: %s%n".formatted(turn, Causes.headline(decisions.get(turn - 1))));
    }
    if (decisions.size() > 1) {
      text.append("turn %d: ".formatted(decisions.size()));
    }
    text.append(Causes.headline(told.decision())).append("\n\n");
    Evidence evidence = told.evidence();
    text.append(normalised());
    text.append(ground());
    if (evidence.ranking().best().isPresent()) {
      ranking(text);
    }
    text.append(consequence()).append("\nset ").append(evidence.setDigest()).append('\n');
    return text.toString();
  }

  private String normalised() {
    List<Change> changes = told.evidence().normalised();
    String sentence =
        changes.stream()
            .map(Changes::told)
            .collect(Collectors.joining("; ", "Before it was compared, ", "."));
    return changes.isEmpty() ? "" : WordUtils.wrap(sentence, WIDTH, "\n", false) + "\n\n";
  }

  private String ground() {
    return switch (told.evidence().ground()) {
      case Ground.Matched matched -> "";
      case Ground.InWindows(int windows, int weakest) ->
          (told.decision() instanceof Decision.Pass
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

  private void ranking(StringBuilder text) {
    Evidence evidence = told.evidence();
    Ranking ranking = evidence.ranking();
    text.append(
        "A rail matches from a confidence of %s (|), with a lead of %s.%n%n"
            .formatted(number(evidence.accept()), number(evidence.margin())));
    text.append("confidence  %s  alone  cosine  rail%n".formatted(" ".repeat(Bar.WIDTH)));
    for (RailScore score : told.rails()) {
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
    for (Candidate candidate : told.examples()) {
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

  private String consequence() {
    return switch (told.decision()) {
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
        + told.settings().prompt().map(prompt -> paragraph("system: " + prompt)).orElse("")
        + told.forwardedEarlier().stream()
            .map(prompt -> paragraph("user: " + prompt))
            .collect(Collectors.joining())
        + (told.settings().history() == History.VERIFIED && !told.forwardedEarlier().isEmpty()
            ? paragraph("and, after each of them, the answer that this proxy gave")
            : "")
        + paragraph("user: " + user);
  }

  /** Rounded down, so that what falls short of the threshold is not shown as reaching it. */
  private static String number(double value) {
    return BigDecimal.valueOf(value).setScale(3, RoundingMode.FLOOR).toPlainString();
  }

  private static String paragraph(String text) {
    return WordUtils.wrap(text, WIDTH, "\n", false).indent(2);
  }
}
