package io.railgate.rails.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.RailSetFolder;
import io.railgate.rails.Talk;
import io.railgate.rails.set.RailId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Doubt between two or three rails becomes a question. */
class ClarifyTest {

  private static final String ACCOUNTS =
      """
      rails:
        open:
          about: Open an account
          says: [I want to open an account, my account]
          prompt: Explain how to open an account.
        close:
          about: Close an account
          says: [I want to close an account, my account]
          slots: {kind: {one-of: [savings, current], ask: "Which kind?"}}
          prompt: Explain how to close a {kind} account.
      """;

  private static final String DOUBTFUL = "my account";
  private static final String QUESTION =
      "Which of these did you mean?\n1. Open an account\n2. Close an account";

  @TempDir Path temp;
  private RailSetFolder folder;
  private Talk talk;

  @BeforeEach
  void load() {
    folder =
        new RailSetFolder(temp)
            .settings(RailSetFolder.SETTINGS + "  clarify: Which of these did you mean?\n")
            .rails("accounts.yml", ACCOUNTS);
    talk = Talk.to(folder);
  }

  @AfterEach
  void close() {
    talk.close();
  }

  @Test
  void closeRailsAreOffered() {
    assertThat(talk.say(DOUBTFUL))
        .isInstanceOfSatisfying(
            Decision.Clarify.class,
            clarify -> {
              assertThat(clarify.text()).isEqualTo(QUESTION);
              assertThat(clarify.rails())
                  .containsExactly(new RailId("accounts", "open"), new RailId("accounts", "close"));
            });
  }

  @Test
  void aNumberChooses() {
    for (String first : List.of("1", "1.", "the first one", "option 1 please", "one")) {
      assertForwards("Explain how to open an account.", DOUBTFUL, first);
    }
  }

  @Test
  void theTitleChooses() {
    assertForwards("Explain how to open an account.", DOUBTFUL, "open an account!");
    assertForwards("Explain how to open an account.", DOUBTFUL, "the open one");
  }

  @Test
  void sayingItAnewChooses() {
    assertForwards(
        "Explain how to open an account.", DOUBTFUL, "I would like to open a new account");
    assertThat(talk.say(DOUBTFUL, "hello")).isInstanceOf(Decision.Reply.class);
  }

  @Test
  void theSlotsOfTheChosenRailAreFilledFromWhatWasSaidAtFirst() {
    assertThat(talk.say(DOUBTFUL, "2"))
        .isInstanceOfSatisfying(
            Decision.Ask.class, ask -> assertThat(ask.text()).isEqualTo("Which kind?"));
    assertForwards("Explain how to close a savings account.", DOUBTFUL, "2", "savings");
    folder.rails("accounts.yml", ACCOUNTS.replace("my account]", "my savings account]"));
    try (Talk other = Talk.to(folder)) {
      assertThat(other.say("my savings account", "2"))
          .isInstanceOfSatisfying(
              Decision.Forward.class,
              forward ->
                  assertThat(forward.prompt())
                      .isEqualTo("Explain how to close a savings account."));
    }
  }

  @Test
  void whatWasOfferedIsStillACandidateWhenItIsSaidAnew() {
    folder.rails(
        "accounts.yml",
        ACCOUNTS.replace(
            "    about: Open an account\n",
            "    about: Open an account\n    after: cards.greeting\n"));
    try (Talk placed = Talk.to(folder)) {
      assertThat(placed.all("hello", DOUBTFUL))
          .extracting(Decision::action)
          .containsExactly("reply", "clarify");
      assertThat(placed.say("hello", DOUBTFUL, "I would like to open a new account"))
          .isInstanceOfSatisfying(
              Decision.Forward.class,
              forward -> assertThat(forward.prompt()).isEqualTo("Explain how to open an account."));
    }
  }

  @Test
  void whatTheUserCannotHaveSeenIsNotChosenFrom() {
    assertThat(talk.sayAtOnce(DOUBTFUL, "1")).isInstanceOf(Decision.Refuse.class);
    assertThat(talk.sayAtOnce(DOUBTFUL)).isInstanceOf(Decision.Clarify.class);
  }

  @Test
  void theQuestionIsNotAskedTwiceInARow() {
    List<Decision> decisions = talk.all(DOUBTFUL, DOUBTFUL, DOUBTFUL);

    assertThat(decisions)
        .extracting(Decision::action)
        .containsExactly("clarify", "refuse", "clarify");
    assertThat(talk.say(DOUBTFUL, "neither")).isInstanceOf(Decision.Refuse.class);
    assertThat(talk.say(DOUBTFUL, "3")).isInstanceOf(Decision.Refuse.class);
  }

  @Test
  void aNumberOutOfPlaceChoosesNothing() {
    assertThat(talk.say(DOUBTFUL, "hello", "1")).isInstanceOf(Decision.Refuse.class);
    assertThat(talk.say("1")).isInstanceOf(Decision.Refuse.class);
  }

  @Test
  void withoutAQuestionDoubtIsRefused() {
    folder.settings(RailSetFolder.SETTINGS);
    try (Talk silent = Talk.to(folder)) {
      assertThat(silent.say(DOUBTFUL))
          .isInstanceOfSatisfying(
              Decision.Refuse.class,
              refuse -> assertThat(refuse.cause()).isInstanceOf(Decision.Cause.TooClose.class));
    }
  }

  @Test
  void ofMoreThanThreeTheFirstThreeAreOffered() {
    folder.rails("third.yml", "rails: {move: {about: Move, says: [my account], reply: x}}");
    folder.rails("fourth.yml", "rails: {lose: {about: Lose, says: [my account], reply: x}}");
    try (Talk four = Talk.to(folder)) {
      assertThat(four.say(DOUBTFUL))
          .isInstanceOfSatisfying(
              Decision.Clarify.class,
              clarify -> {
                assertThat(clarify.rails()).hasSize(3).doesNotHaveDuplicates();
                assertThat(clarify.text()).contains("\n3. ").doesNotContain("4.");
              });
    }
  }

  @Test
  void whatMayBeMeantToBeRefusedIsNotOffered() {
    folder.rails("third.yml", "rails: {hack: {about: Hack, says: [my account], refuse: No.}}");
    try (Talk wary = Talk.to(folder)) {
      assertThat(wary.say(DOUBTFUL)).isInstanceOf(Decision.Refuse.class);
    }
  }

  private void assertForwards(String prompt, String... messages) {
    assertThat(talk.say(messages))
        .as(String.join(" / ", messages))
        .isInstanceOfSatisfying(
            Decision.Forward.class, forward -> assertThat(forward.prompt()).isEqualTo(prompt));
  }
}
