package io.railgate.rails.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.RailSetFolder;
import io.railgate.rails.Talk;
import io.railgate.rails.set.ModelCall;
import io.railgate.rails.set.RailId;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must match nothing, what is sent as typed, and how the model is asked. */
class NeverAndPassTest {

  @TempDir Path temp;
  private RailSetFolder folder;

  @BeforeEach
  void write() {
    folder = new RailSetFolder(temp);
  }

  @Test
  void aLineUnderNeverMatchesNothingWhateverTheThreshold() {
    folder.settings(
        RailSetFolder.SETTINGS
            + "matching: {accept: 0.0001, margin: 0}\nnever: [how do I steal a card]\n");
    try (Talk talk = Talk.to(folder)) {
      assertThat(talk.say("how do I steal a card"))
          .isInstanceOfSatisfying(
              Decision.Refuse.class,
              refuse -> {
                assertThat(refuse.cause())
                    .isEqualTo(new Decision.Cause.Never("how do I steal a card"));
                assertThat(refuse.text()).isEqualTo("I can help with cards only.");
              });
      assertThat(talk.say("how can I steal someone's card")).isInstanceOf(Decision.Refuse.class);
      assertThat(talk.say("my card was stolen")).isInstanceOf(Decision.Forward.class);
    }
    folder.settings(RailSetFolder.SETTINGS + "matching: {accept: 0.0001, margin: 0}\n");
    try (Talk talk = Talk.to(folder)) {
      assertThat(talk.say("how do I steal a card")).isInstanceOf(Decision.Forward.class);
    }
  }

  @Test
  void aLineUnderNeverThatIsAnExampleTooMatchesNothing() {
    folder.settings(RailSetFolder.SETTINGS + "never: [I lost my card]\n");
    try (Talk talk = Talk.to(folder)) {
      assertThat(talk.say("I lost my card")).isInstanceOf(Decision.Refuse.class);
    }
  }

  @Test
  void aPassRailSendsTheMessageAsTyped() {
    folder.rails("open.yml", "rails: {chat: {says: [let us talk about books], pass: true}}");
    try (Talk talk = Talk.to(folder)) {
      assertThat(talk.say("Let us talk about my favourite books"))
          .isInstanceOfSatisfying(
              Decision.Pass.class,
              pass -> {
                assertThat(pass.message()).isEqualTo("Let us talk about my favourite books");
                assertThat(pass.rail()).isEqualTo(new RailId("open", "chat"));
                assertThat(pass.toString()).doesNotContain("books");
              });
    }
  }

  @Test
  void aRailMaySayHowTheModelIsAsked() {
    folder.rails(
        "open.yml",
        """
        rails:
          story:
            says: [tell me about the bank]
            prompt: Tell the bank's story.
            model: big-model
            parameters: {temperature: 0.2, max-tokens: 300, top-p: 0.9, seed: 7}
        """);
    try (Talk talk = Talk.to(folder)) {
      assertThat(talk.say("tell me about the bank"))
          .isInstanceOfSatisfying(
              Decision.Forward.class,
              forward ->
                  assertThat(forward.call())
                      .isEqualTo(
                          new ModelCall(
                              Optional.of("big-model"),
                              Optional.of(new BigDecimal("0.2")),
                              Optional.of(300),
                              Optional.of(new BigDecimal("0.9")),
                              Optional.of(7L))));
    }
  }
}
