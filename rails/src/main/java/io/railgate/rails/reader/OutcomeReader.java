package io.railgate.rails.reader;

import io.railgate.rails.set.After;
import io.railgate.rails.set.Case;
import io.railgate.rails.set.ModelCall;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Previous;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the outcome of a rail or a case, and where it holds. */
final class OutcomeReader {

  private static final List<String> OUTCOMES = List.of("prompt", "reply", "refuse", "pass");

  private static final Pattern PREVIOUS =
      Pattern.compile("(?<group>[a-z0-9-]+)\\.(?<name>[a-z0-9-]+|\\*)");

  private static final int MAX_ANSWER_TOKENS = 1_000_000;

  private final TemplateReader templates;
  private final Scalars scalars;
  private final Mentions mentions;
  private final Problems problems;

  OutcomeReader(TemplateReader templates, Scalars scalars, Mentions mentions, Problems problems) {
    this.templates = templates;
    this.scalars = scalars;
    this.mentions = mentions;
    this.problems = problems;
  }

  /**
   * The outcome, or empty after a problem was added.
   *
   * @param place where it is said to stand if it is missing
   */
  Optional<Case> read(Mapping mapping, Place place) {
    After after = after(mapping);
    ModelCall call = call(mapping);
    List<Text> found =
        mapping.keys().stream().filter(key -> OUTCOMES.contains(key.value())).toList();
    if (found.isEmpty() && (mapping.meansOneOf(OUTCOMES) || mapping.meansOneOf(List.of("cases")))) {
      return Optional.empty();
    }
    if (found.size() != 1) {
      problems.add(
          found.isEmpty() ? place : found.get(1).place(),
          "%s has %s, expected exactly one of prompt, reply, refuse, pass%s"
              .formatted(
                  mapping.what(),
                  found.isEmpty() ? "no outcome" : found.size() + " outcomes",
                  mapping.what().startsWith("rail ") ? ", cases" : ""));
      return Optional.empty();
    }
    String kind = found.getFirst().value();
    refuseCallWithoutModel(mapping, kind);
    return outcome(mapping, kind, call)
        .map(outcome -> new Case(after, outcome, found.getFirst().place()));
  }

  private Optional<Outcome> outcome(Mapping mapping, String kind, ModelCall call) {
    if (kind.equals("pass")) {
      Optional<Boolean> pass = scalars.flag(mapping, "pass");
      if (pass.isPresent() && !pass.get()) {
        problems.add(
            mapping.placeOf("pass"),
            "pass: found \"false\", expected true, or another outcome in " + mapping.what());
      }
      mentions.addOpening(mapping.placeOf("pass"), mapping.what() + " passes the user's text on");
      return pass.filter(on -> on).map(on -> new Outcome.Pass(call));
    }
    return mapping
        .text(kind)
        .map(
            text ->
                switch (kind) {
                  case "prompt" -> new Outcome.Prompt(templates.read(kind, text), call);
                  case "reply" -> new Outcome.Reply(templates.read(kind, text));
                  default -> new Outcome.Refuse(templates.readPlain(kind, text));
                });
  }

  private void refuseCallWithoutModel(Mapping mapping, String kind) {
    for (String key : List.of("model", "parameters")) {
      if (mapping.has(key) && (kind.equals("reply") || kind.equals("refuse"))) {
        problems.add(
            mapping.placeOf(key),
            "\"%s\" in %s has no use: a %s does not ask the model; delete it"
                .formatted(key, mapping.what(), kind.equals("refuse") ? "refusal" : kind));
      }
    }
  }

  private After after(Mapping mapping) {
    List<Previous> rails = new ArrayList<>();
    for (Text text : mapping.textOrTexts("after").orElse(List.of())) {
      Matcher matcher = PREVIOUS.matcher(text.value());
      if (matcher.matches()) {
        String name = matcher.group("name");
        var previous =
            new Previous(
                matcher.group("group"),
                name.equals("*") ? Optional.empty() : Optional.of(name),
                text.place());
        rails.add(previous);
        mentions.add(previous);
      } else {
        scalars.misfit(text, "after", "a rail such as cards.report-lost, or a group as cards.*");
      }
    }
    return new After(rails);
  }

  private ModelCall call(Mapping mapping) {
    Optional<String> model = mapping.text("model").map(Text::value);
    Optional<Mapping> parameters =
        mapping.mapping("parameters", "\"parameters\" of " + mapping.what(), "{temperature: 0.2}");
    parameters.ifPresent(given -> given.allowOnly(Keys.PARAMETERS));
    return new ModelCall(
        model,
        parameters.flatMap(
            given ->
                scalars.number(
                    given, "temperature", BigDecimal.ZERO, BigDecimal.TWO, "a number from 0 to 2")),
        parameters
            .flatMap(given -> scalars.whole(given, "max-tokens", 1, MAX_ANSWER_TOKENS))
            .map(Long::intValue),
        parameters.flatMap(
            given ->
                scalars.number(
                    given,
                    "top-p",
                    new BigDecimal("0.000001"),
                    BigDecimal.ONE,
                    "a number above 0, at most 1")),
        parameters.flatMap(given -> scalars.whole(given, "seed", -(1L << 53), 1L << 53)));
  }
}
