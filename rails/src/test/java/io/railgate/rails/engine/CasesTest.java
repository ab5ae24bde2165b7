package io.railgate.rails.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.RailSetFolder;
import io.railgate.rails.Talk;
import io.railgate.rails.set.RailId;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same words mean different things in different places. */
class CasesTest {

  private static final String TALK =
      """
      rails:
        "yes":
          says: ["yes", please do, go ahead]
          cases:
            - after: cards.report-lost
              prompt: Confirm that the card is blocked.
            - after: [cards.greeting, other.*]
              reply: Good.
            - reply: What would you like me to do?
        undo:
          says: [take that back, undo it]
          after: talk.yes
          reply: Undone.
      """;

  @TempDir Path temp;
  private Talk talk;

  @BeforeEach
  void load() {
    talk =
        Talk.to(
            new RailSetFolder(temp)
                .rails("talk.yml", TALK)
                .rails("other.yml", "rails: {fees: {says: [what does it cost], reply: Nothing.}}"));
  }

  @AfterEach
  void close() {
    talk.close();
  }

  @Test
  void theCaseAfterTheRailOfThePreviousTurnDecides() {
    assertForwarded(talk.say("I lost my card", "yes"), "Confirm that the card is blocked.");
    assertReplied(talk.say("hello", "yes"), "Good.");
    assertReplied(talk.say("what does it cost", "yes"), "Good.");
  }

  @Test
  void elsewhereTheLastCaseDecides() {
    assertReplied(talk.say("yes"), "What would you like me to do?");
    assertReplied(talk.say("who should I vote for", "yes"), "What would you like me to do?");
    assertReplied(
        talk.say("I lost my card", "write a poem", "yes"), "What would you like me to do?");
  }

  @Test
  void onlyThePreviousTurnCounts() {
    assertReplied(talk.say("I lost my card", "hello", "yes"), "Good.");
    assertReplied(talk.say("I lost my card", "yes", "yes"), "What would you like me to do?");
  }

  @Test
  void aRailWithAfterIsACandidateOnlyThere() {
    assertReplied(talk.say("yes", "undo it"), "Undone.");
    for (Decision outOfPlace : new Decision[] {talk.say("undo it"), talk.say("hello", "undo it")}) {
      assertThat(outOfPlace)
          .isInstanceOfSatisfying(
              Decision.Refuse.class,
              refuse -> assertThat(refuse.cause()).isEqualTo(new Decision.Cause.NothingMatched()));
      assertThat(outOfPlace.evidence().ranking().nearest())
          .noneMatch(candidate -> candidate.rail().id().equals(new RailId("talk", "undo")));
    }
  }

  @Test
  void whatIsSaidAtOnceFollowsOnEachOther() {
    assertForwarded(talk.sayAtOnce("I lost my card", "yes"), "Confirm that the card is blocked.");
  }

  private static void assertForwarded(Decision decision, String prompt) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Forward.class, forward -> assertThat(forward.prompt()).isEqualTo(prompt));
  }

  private static void assertReplied(Decision decision, String text) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Reply.class, reply -> assertThat(reply.text()).isEqualTo(text));
  }
}
