package io.railgate.rails.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.railgate.rails.RailSetFolder;
import io.railgate.rails.Talk;
import io.railgate.rails.evaluation.ThresholdCurve.Point;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.RailId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real verdicts, by the real encoder. */
class EvaluatorTest {

  private static final String RAILS =
      """
      rails:
        report-lost:
          says: [I lost my card, my card was stolen, my card is gone]
          prompt: Explain how a customer blocks a lost card.
        exchange:
          says: ["change {amount} euros", exchange money]
          slots: {amount: {number: {min: 1}, ask: "How much?"}}
          prompt: Change {amount} euros.
        politics:
          says: [who should I vote for]
          refuse: I do not talk about politics.
        strict:
          says: [close my account, I want to leave the bank]
          accept: 0.9999
          reply: We are sorry.
      """;

  @TempDir Path temp;
  private RailSetFolder folder = new RailSetFolder(Path.of("target/unused"));

  @BeforeEach
  void write() {
    folder = new RailSetFolder(temp).rails("cards.yml", RAILS);
  }

  @Test
  void everyOutcomeOfARailIsAnAccept() {
    Evaluation evaluation =
        evaluate(
            labelled("my card was stolen", "report-lost"),
            labelled("exchange money", "exchange"),
            labelled("who should I vote for?", "politics"));

    assertThat(evaluation.judged()).extracting(Judged::result).containsOnly(Result.RIGHT_ACCEPT);
  }

  @Test
  void whatIsRefusedIsRightOnlyOutOfScope() {
    Evaluation evaluation =
        evaluate(
            labelled("write me a poem about the sea", "politics"),
            outOfScope("write me a poem about the sea"),
            outOfScope("card ".repeat(600)),
            outOfScope("my card was stolen"),
            labelled("my card was stolen", "politics"));

    assertThat(evaluation.judged())
        .extracting(Judged::result)
        .containsExactly(
            Result.WRONG_REFUSAL,
            Result.RIGHT_REFUSAL,
            Result.RIGHT_REFUSAL,
            Result.WRONG_ACCEPT,
            Result.OTHER_RAIL);
    assertThat(evaluation.judged().get(2).confidence()).isZero();
    assertThat(evaluation.judged().get(2).best()).isEmpty();
  }

  @Test
  void closeRailsAreOffered() {
    folder
        .settings(RailSetFolder.SETTINGS.replace("otherwise:", "otherwise:\n  clarify: \"Which?\""))
        .rails(
            "a.yml",
            "rails:\n  lost: {says: [the parcel is lost], reply: x}\n"
                + "  gone: {says: [the parcel is lost], reply: y}\n");

    Evaluation evaluation =
        evaluate(
            new Labelled(
                "the parcel is lost", Optional.of(new RailId("a", "gone")), Place.of("cases.csv")),
            labelled("the parcel is lost", "politics"),
            outOfScope("the parcel is lost"));

    assertThat(evaluation.judged())
        .extracting(Judged::result)
        .containsExactly(Result.OFFERED, Result.NOT_OFFERED, Result.CLARIFIED);
  }

  @Test
  void theCurveHoldsWhatWasDecided() {
    Evaluation evaluation =
        evaluate(
            labelled("somebody took my card", "report-lost"),
            labelled("can you swap euros for dollars", "exchange"),
            labelled("exchange 20 euros", "exchange"),
            labelled("I would like to shut my account", "strict"),
            labelled("which party is best", "politics"),
            outOfScope("my wallet is on the table"),
            outOfScope("what is the capital of France"),
            outOfScope("vote for my card"));

    Tally tally = evaluation.tally();
    assertThat(evaluation.thresholdCurve().current())
        .isEqualTo(
            new Point(
                evaluation.accept(),
                tally.of(Result.RIGHT_ACCEPT),
                tally.of(Result.OTHER_RAIL),
                tally.of(Result.WRONG_ACCEPT)));
    assertThat(tally.of(Result.RIGHT_ACCEPT)).isPositive();
    assertThat(evaluation.judged().get(3).result()).isEqualTo(Result.WRONG_REFUSAL);
    assertThat(evaluation.judged().get(3).best().orElseThrow().accept()).hasValue(0.9999);
  }

  @Test
  void manyComeInOrderAndAlikeEachTime() {
    List<Labelled> utterances = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      utterances.add(labelled("I lost " + i + " cards", "report-lost"));
    }

    Evaluation evaluation = evaluate(utterances.toArray(Labelled[]::new));

    assertThat(evaluation.judged()).extracting(Judged::labelled).isEqualTo(utterances);
    assertThat(evaluate(utterances.toArray(Labelled[]::new))).isEqualTo(evaluation);
    Collections.reverse(utterances);
    assertThat(evaluate(utterances.toArray(Labelled[]::new)).judged())
        .isEqualTo(evaluation.judged().reversed());
  }

  @Test
  void nothingCannotBeEvaluated() {
    assertThatIllegalArgumentException().isThrownBy(this::evaluate);
  }

  private Evaluation evaluate(Labelled... utterances) {
    try (Talk talk = Talk.to(folder)) {
      return Evaluator.evaluate(talk.engine(), Talk.ENCODER, List.of(utterances));
    }
  }

  private static Labelled labelled(String text, String rail) {
    return new Labelled(text, Optional.of(new RailId("cards", rail)), Place.of("cases.csv"));
  }

  private static Labelled outOfScope(String text) {
    return new Labelled(text, Optional.empty(), Place.of("cases.csv"));
  }
}
