package io.railgate.rails.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.rails.RailSetFolder;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSetInvalid;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RailEngineTest {

  private static final RailId REPORT_LOST = new RailId("cards", "report-lost");
  private static final String PROMPT = "Explain how a customer blocks a lost card.";
  private static final String REFUSAL = "I can help with cards only.";
  private static OnnxEncoder encoder;

  @TempDir Path temp;
  private RailSetFolder folder;
  private RailEngine engine;

  @BeforeAll
  static void loadEncoder() {
    encoder = new OnnxEncoder(BuiltInModels.BGE_SMALL_EN_V15_Q);
  }

  @AfterAll
  static void closeEncoder() {
    encoder.close();
  }

  @BeforeEach
  void loadEngine() throws RailSetInvalid {
    folder = new RailSetFolder(temp);
    engine = load();
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  @Test
  void aParaphraseIsForwardedAsTheCanonicalPrompt() {
    Decision decision = decide("somebody took my card");

    assertThat(decision).isInstanceOf(Decision.Forward.class);
    var forward = (Decision.Forward) decision;
    assertThat(forward.rail()).isEqualTo(REPORT_LOST);
    assertThat(forward.prompt()).isEqualTo(PROMPT);
  }

  @Test
  void theEvidenceNamesTheNearestExampleAndTheRunnerUp() {
    Evidence evidence = decide("my card was stolen").evidence();

    var best = evidence.best().orElseThrow();
    assertThat(best.example().text()).isEqualTo("my card was stolen");
    assertThat(best.similarity()).isCloseTo(1, within(1e-5));
    assertThat(evidence.runnerUp().orElseThrow().rail().id()).isNotEqualTo(REPORT_LOST);
    assertThat(evidence.margin().orElseThrow())
        .isEqualTo(best.similarity() - evidence.runnerUp().orElseThrow().similarity());
    assertThat(evidence.setDigest()).isEqualTo(engine.digest());
  }

  @Test
  void aReplyRailReplies() {
    assertThat(decide("Hello!"))
        .isInstanceOfSatisfying(
            Decision.Reply.class,
            reply -> assertThat(reply.text()).isEqualTo("Hello! Ask me about cards."));
  }

  @Test
  void aRefusingRailRefuses() {
    assertThat(decide("Who should I vote for?"))
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
    assertThat(decide("write me a poem about the sea"))
        .isInstanceOfSatisfying(
            Decision.Refuse.class,
            refuse -> {
              assertThat(refuse.text()).isEqualTo(REFUSAL);
              assertThat(refuse.cause()).isEqualTo(new Decision.Cause.NothingMatched());
              assertThat(refuse.evidence().best().orElseThrow().similarity())
                  .isLessThan(refuse.evidence().threshold());
            });
  }

  @Test
  void whatTheEncoderCannotReadWholeIsRefused() {
    assertThat(decide("I lost my card. ".repeat(200)))
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
      assertThat(decide(text))
          .isInstanceOfSatisfying(
              Decision.Refuse.class,
              refuse -> assertThat(refuse.cause()).isEqualTo(new Decision.Cause.Unreadable()));
    }
  }

  @Test
  void anExampleOfTwoRailsMatchesNeither() throws RailSetInvalid {
    folder.rails("other.yml", "rails: {x: {says: [i lost my card], reply: y}}");

    try (RailEngine torn = load()) {
      assertThat(torn.decide(conversation("I lost my card")))
          .isInstanceOfSatisfying(
              Decision.Refuse.class,
              refuse ->
                  assertThat(refuse.cause())
                      .isEqualTo(new Decision.Cause.Tie(REPORT_LOST, new RailId("other", "x"))));
    }
  }

  @Test
  void oneRefusedTurnOfSeveralRefusesThemAll() {
    assertThat(decide("I lost my card", "write me a poem about the sea", "I lost my card"))
        .isInstanceOf(Decision.Refuse.class);
  }

  @Test
  void ofSeveralTurnsTheOneThatIsForwardedOutweighsAGreeting() {
    assertThat(decide("I lost my card", "hello"))
        .isInstanceOfSatisfying(
            Decision.Forward.class, forward -> assertThat(forward.prompt()).isEqualTo(PROMPT));
  }

  @Test
  void ofSeveralTurnsTheLastOfAKindAndTheFirstRefusalDecide() {
    folder.rails("other.yml", "rails: {fees: {says: [what does it cost], prompt: Tell the fees.}}");
    try (RailEngine larger = load()) {
      assertThat(larger.decide(conversation("I lost my card", "what does it cost", "hello")))
          .isInstanceOfSatisfying(
              Decision.Forward.class,
              forward -> assertThat(forward.prompt()).isEqualTo("Tell the fees."));
      assertThat(larger.decide(conversation("who should I vote for", "write a poem")))
          .isInstanceOfSatisfying(
              Decision.Refuse.class,
              refuse -> assertThat(refuse.cause()).isInstanceOf(Decision.Cause.ByRail.class));
    } catch (RailSetInvalid e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theSetMaySayHowNearIsNearEnough() throws RailSetInvalid {
    folder.settings(RailSetFolder.SETTINGS + "matching: {similarity: 0.99}\n");

    try (RailEngine strict = load()) {
      assertThat(strict.decide(conversation("somebody took my card")))
          .isInstanceOf(Decision.Refuse.class);
      assertThat(strict.decide(conversation("I lost my card")))
          .isInstanceOf(Decision.Forward.class);
    }
  }

  @Test
  void anExampleThatTheEncoderCannotReadWholeIsAnErrorWithItsPlace() {
    folder.rails("cards.yml", "rails: {long: {says: [\"" + "card ".repeat(600) + "\"], reply: x}}");

    assertThatThrownBy(this::load)
        .isInstanceOf(RailSetInvalid.class)
        .hasMessageContaining(
            "cards.yml:1:23: example of rail cards.long has 602 tokens; the encoder reads at most"
                + " 512");
  }

  @Test
  void anExampleOfUnknownCharactersIsAnErrorWithItsPlace() {
    folder.rails("cards.yml", "rails: {bike: {says: [\uD83D\uDEB2], reply: x}}");

    assertThatThrownBy(this::load)
        .hasMessageContaining(
            "cards.yml:1:23: example of rail cards.bike holds no word that the encoder knows");
  }

  @Test
  void theDigestFollowsWhatCanChangeADecisionAndNothingElse() throws RailSetInvalid {
    String before = engine.digest();

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
        List.of("matching: {similarity: 0.9}\n", "conversation: {prompt: Be brief.}\n")) {
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
                    folder
                        .settings(RailSetFolder.SETTINGS + "matching: {similarity: 0.8}\n")
                        .path()),
                other)) {
      assertThat(loaded.digest()).as("same rails, same threshold").isNotEqualTo(before);
    }
  }

  private String digestNow() throws RailSetInvalid {
    try (RailEngine loaded = load()) {
      return loaded.digest();
    }
  }

  private RailEngine load() throws RailSetInvalid {
    return RailEngine.load(RailSetReader.read(folder.path()), encoder);
  }

  private Decision decide(String... turns) {
    return engine.decide(conversation(turns));
  }

  private static Conversation conversation(String... turns) {
    return new Conversation(
        Arrays.stream(turns)
            .map(turn -> UserTurn.of(turn, encoder))
            .collect(Collectors.toUnmodifiableList()));
  }
}
