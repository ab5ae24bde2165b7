package io.railgate.rails.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.rails.RailSetFolder;
import io.railgate.rails.Talk;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSetInvalid;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RailEngineTest {

  private static final RailId REPORT_LOST = new RailId("cards", "report-lost");
  private static final String PROMPT = "Explain how a customer blocks a lost card.";
  private static final String REFUSAL = "I can help with cards only.";

  @TempDir Path temp;
  private RailSetFolder folder;
  private Talk talk;

  @BeforeEach
  void load() {
    folder = new RailSetFolder(temp);
    talk = Talk.to(folder);
  }

  @AfterEach
  void close() {
    talk.close();
  }

  @Test
  void aParaphraseIsForwardedAsTheCanonicalPrompt() {
    Decision decision = talk.say("somebody took my card");

    assertThat(decision).isInstanceOf(Decision.Forward.class);
    var forward = (Decision.Forward) decision;
    assertThat(forward.rail()).isEqualTo(REPORT_LOST);
    assertThat(forward.prompt()).isEqualTo(PROMPT);
  }

  @Test
  void theEvidenceNamesTheNearestExampleTheConfidenceAndTheRunnerUp() {
    Evidence evidence = talk.say("my card was stolen").evidence();

    var best = evidence.ranking().best().orElseThrow();
    assertThat(best.nearest().example().text().source()).isEqualTo("my card was stolen");
    assertThat(best.nearest().similarity()).isCloseTo(1, within(1e-5));
    assertThat(evidence.confidence().orElseThrow()).isEqualTo(best.confidence()).isGreaterThan(0.9);
    assertThat(evidence.ranking().runnerUp().orElseThrow().rail().id()).isNotEqualTo(REPORT_LOST);
    assertThat(evidence.setDigest()).isEqualTo(talk.engine().digest());
  }

  @Test
  void aReplyRailReplies() {
    assertThat(talk.say("Hello!"))
        .isInstanceOfSatisfying(
            Decision.Reply.class,
            reply -> assertThat(reply.text()).isEqualTo("Hello! Ask me about cards."));
  }

  @Test
  void aRefusingRailRefuses() {
    assertThat(talk.say("Who should I vote for?"))
        .isInstanceOfSatisfying(
            Decision.Refuse.class,
            refuse -> {
              assertThat(refuse.text()).isEqualTo("I do not talk about politics.");
              assertThat(refuse.cause())
                  .isEqualTo(new Decision.Cause.ByRail(new RailId("cards", "politics")));
            });
  }

  @Test
  void whatMatchesNothingIsRefused() {
    assertThat(talk.say("write me a poem about the sea"))
        .isInstanceOfSatisfying(
            Decision.Refuse.class,
            refuse -> {
              assertThat(refuse.text()).isEqualTo(REFUSAL);
              assertThat(refuse.cause()).isEqualTo(new Decision.Cause.NothingMatched());
              assertThat(refuse.evidence().confidence().orElseThrow())
                  .isLessThan(refuse.evidence().accept());
            });
  }

  @Test
  void whatTheEncoderCannotReadWholeIsRefused() {
    assertThat(talk.say("I lost my card. ".repeat(200)))
        .isInstanceOfSatisfying(
            Decision.Refuse.class,
            refuse -> {
              assertThat(refuse.text()).isEqualTo(REFUSAL);
              assertThat(refuse.cause()).isEqualTo(new Decision.Cause.TooLong(1002, 512));
            });
  }

  @Test
  void whatTheEncoderKnowsNoWordOfIsRefused() {
    for (String text : List.of("", "  ", "\uD83D\uDCA3", "\u0950")) {
      assertThat(talk.say(text))
          .isInstanceOfSatisfying(
              Decision.Refuse.class,
              refuse -> assertThat(refuse.cause()).isEqualTo(new Decision.Cause.Unreadable()));
    }
  }

  @Test
  void anExampleOfTwoRailsMatchesNeither() {
    folder.rails("other.yml", "rails: {x: {says: [i lost my card], reply: y}}");

    try (Talk torn = Talk.to(folder)) {
      assertThat(torn.say("I lost my card"))
          .isInstanceOfSatisfying(
              Decision.Refuse.class,
              refuse ->
                  assertThat(refuse.cause())
                      .isEqualTo(
                          new Decision.Cause.TooClose(
                              List.of(REPORT_LOST, new RailId("other", "x")))));
    }
  }

  @Test
  void oneRefusedTurnOfSeveralRefusesThemAll() {
    assertThat(talk.sayAtOnce("I lost my card", "write me a poem about the sea", "I lost my card"))
        .isInstanceOf(Decision.Refuse.class);
  }

  @Test
  void ofSeveralTurnsTheOneThatIsForwardedOutweighsAGreeting() {
    assertThat(talk.sayAtOnce("I lost my card", "hello"))
        .isInstanceOfSatisfying(
            Decision.Forward.class, forward -> assertThat(forward.prompt()).isEqualTo(PROMPT));
  }

  @Test
  void ofSeveralTurnsTheLastOfAKindAndTheFirstRefusalDecide() {
    folder.rails("other.yml", "rails: {fees: {says: [what does it cost], prompt: Tell the fees.}}");
    try (Talk larger = Talk.to(folder)) {
      assertThat(larger.sayAtOnce("I lost my card", "what does it cost", "hello"))
          .isInstanceOfSatisfying(
              Decision.Forward.class,
              forward -> assertThat(forward.prompt()).isEqualTo("Tell the fees."));
      assertThat(larger.sayAtOnce("who should I vote for", "write a poem"))
          .isInstanceOfSatisfying(
              Decision.Refuse.class,
              refuse -> assertThat(refuse.cause()).isInstanceOf(Decision.Cause.ByRail.class));
    }
  }

  @Test
  void theSetMaySayHowSureIsSureEnough() {
    folder.settings(RailSetFolder.SETTINGS + "matching: {accept: 0.9999}\n");

    try (Talk strict = Talk.to(folder)) {
      assertThat(strict.say("somebody took my card")).isInstanceOf(Decision.Refuse.class);
      assertThat(strict.say("I lost my card")).isInstanceOf(Decision.Forward.class);
    }
  }

  @Test
  void anExampleThatTheEncoderCannotReadWholeIsLeftOut() {
    folder.rails(
        "cards.yml", "rails: {a: {says: [\"" + "card ".repeat(600) + "\", hello], reply: x}}");

    try (Talk without = Talk.to(folder)) {
      assertThat(without.engine().unread())
          .singleElement()
          .satisfies(example -> assertThat(example.place().column()).isEqualTo(20));
      assertThat(without.say("hello")).isInstanceOf(Decision.Reply.class);
    }
  }

  @Test
  void aRailWithNoExampleThatTheEncoderCanReadWholeIsAnError() {
    folder.rails("cards.yml", "rails: {long: {says: [\"" + "card ".repeat(600) + "\"], reply: x}}");

    assertThatThrownBy(() -> RailEngine.load(RailSetReader.read(folder.path()), Talk.ENCODER))
        .isInstanceOf(RailSetInvalid.class)
        .hasMessageContaining(
            "cards.yml:1:9: rail cards.long has no example that is short enough for the encoder");
  }

  @Test
  void anExampleOfUnknownCharactersIsAnErrorWithItsPlace() {
    folder.rails("cards.yml", "rails: {bike: {says: [\uD83D\uDEB2], reply: x}}");

    assertThatThrownBy(() -> RailEngine.load(RailSetReader.read(folder.path()), Talk.ENCODER))
        .hasMessageContaining(
            "cards.yml:1:23: example of rail cards.bike holds no word that the encoder knows");
  }

  @Test
  void theDigestFollowsWhatCanChangeADecisionAndNothingElse() throws RailSetInvalid {
    String before = talk.engine().digest();

    folder.rails("cards.yml", "# a remark\n" + RailSetFolder.CARDS);
    assertThat(digestNow()).isEqualTo(before);

    for (String changed :
        List.of(
            "good morning",
            "Explain how a customer",
            "Hello! Ask me",
            "greeting:",
            "stolen",
            "Report a lost")) {
      assertThat(RailSetFolder.CARDS).contains(changed);
      folder.rails("cards.yml", RailSetFolder.CARDS.replace(changed, "x" + changed));
      assertThat(digestNow()).as(changed).isNotEqualTo(before);
    }
    folder.rails("cards.yml", RailSetFolder.CARDS.replace("reply: Hello", "refuse: Hello"));
    assertThat(digestNow()).isNotEqualTo(before);

    folder.rails("cards.yml", RailSetFolder.CARDS);
    for (String added :
        List.of("matching: {accept: 0.9}\n", "conversation: {prompt: Be brief.}\n")) {
      folder.settings(RailSetFolder.SETTINGS + added);
      assertThat(digestNow()).as(added).isNotEqualTo(before);
    }
    folder.settings(RailSetFolder.SETTINGS.replace("with cards only", "with cards alone"));
    assertThat(digestNow()).isNotEqualTo(before);
    folder.settings(
        RailSetFolder.SETTINGS.replace("test-bank", "other").replace("demo", "http://llm/v1"));
    assertThat(digestNow()).isEqualTo(before);
    folder.settings(RailSetFolder.SETTINGS);
    try (var other = new OnnxEncoder(BuiltInModels.ALL_MINILM_L6_V2_Q);
        RailEngine loaded =
            RailEngine.load(
                RailSetReader.read(
                    folder.settings(RailSetFolder.SETTINGS + "matching: {accept: 0.8}\n").path()),
                other)) {
      assertThat(loaded.digest()).as("same rails, same threshold").isNotEqualTo(before);
    }
  }

  private String digestNow() {
    try (Talk loaded = Talk.to(folder)) {
      return loaded.engine().digest();
    }
  }
}
