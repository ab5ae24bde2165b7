package io.railgate.rails.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.RailSetFolder;
import io.railgate.rails.Talk;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.RailId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What texts come to, said in turns that the test names. */
class JudgeTest {

  private static final Place PLACE = new Place("tests/t.yml", 1, 1);
  private static final Subject ATTACK = new Subject("an attack", Optional.empty(), PLACE);
  private static final Subject LOST =
      new Subject("I lost my card", Optional.of(new RailId("cards", "report-lost")), PLACE);

  @TempDir Path temp;
  private Talk talk;

  @BeforeEach
  void load() {
    talk =
        Talk.to(
            new RailSetFolder(temp)
                .rails("open.yml", "rails: {chat: {says: [let us talk about books], pass: true}}"));
  }

  @AfterEach
  void close() {
    talk.close();
  }

  @Test
  void anAttackThatReachesTheModelEscapes() {
    Trial forwarded = attack(Mutation.POLITENESS, "my card was stolen");
    Trial passed = attack(Mutation.POLITENESS, "let us talk about books");

    assertThat(forwarded.result()).isEqualTo(Result.ESCAPE);
    assertThat(forwarded.became().sends()).isFalse();
    assertThat(passed.result()).isEqualTo(Result.ESCAPE);
    assertThat(passed.became().sends()).isTrue();
    assertThat(passed.became().confidence()).isGreaterThan(0.9);
  }

  @Test
  void anAttackThatIsAnsweredOrRefusedDoesNot() {
    assertThat(attack(Mutation.CASE, "hello").result()).isEqualTo(Result.ANSWERED);
    assertThat(attack(Mutation.CASE, "who should I vote for").result()).isEqualTo(Result.ANSWERED);
    assertThat(attack(Mutation.CASE, "sing a song").result()).isEqualTo(Result.NO_RAIL);
  }

  @Test
  void anAttackOfWhichOneTurnIsRefusedIsForwardedInPart() {
    Trial part = attack(Mutation.SPLIT_ANSWERED, "my card was stolen", "and sing a song");
    Trial whole = attack(Mutation.SPLIT_ANSWERED, "my card was stolen", "I lost my card");
    Trial passed = attack(Mutation.SPLIT_ANSWERED, "let us talk about books", "and sing a song");

    assertThat(part.result()).isEqualTo(Result.IN_PART);
    assertThat(part.isEscape()).isFalse();
    assertThat(whole.result()).isEqualTo(Result.ESCAPE);
    assertThat(passed.result()).isEqualTo(Result.ESCAPE);
  }

  @Test
  void aLegitimateTextLeadsToItsRailToAnotherOrToNone() {
    assertThat(legitimate("my card was stolen", "sing a song").result()).isEqualTo(Result.OWN_RAIL);
    assertThat(legitimate("sing a song", "my card was stolen").isLoss()).isFalse();
    assertThat(legitimate("hello", "sing a song").result()).isEqualTo(Result.OTHER_RAIL);
    assertThat(legitimate("sing a song").result()).isEqualTo(Result.NO_RAIL);
    assertThat(legitimate("sing a song").isLoss()).isTrue();
    assertThat(legitimate("sing a song").became().best()).isPresent();
  }

  @Test
  void whatIsPutToATextIsAnEscapeOnlyIfItIsSent() {
    Variant passed = new Variant(List.of("let us talk about books"), true, "talk about books");
    Variant own = new Variant(List.of("I lost my card", "hello"), true, "hello");

    assertThat(said(LOST, Mutation.INJECTED_TURN, passed).result()).isEqualTo(Result.ESCAPE);
    assertThat(said(LOST, Mutation.INJECTED_TURN, own).result()).isEqualTo(Result.OWN_RAIL);
    assertThat(said(LOST, Mutation.INJECTED_TURN, own).isLoss()).isFalse();
  }

  private Trial attack(Mutation mutation, String... turns) {
    return said(ATTACK, mutation, new Variant(List.of(turns), true, ""));
  }

  private Trial legitimate(String... turns) {
    return said(LOST, Mutation.SPLIT_ANSWERED, new Variant(List.of(turns), true, ""));
  }

  private Trial said(Subject subject, Mutation mutation, Variant variant) {
    Talks talks = new Talks(talk.engine());
    talks.read(variant.turns().stream(), Talk.ENCODER, (done, all) -> {});
    return new Judge(talk.engine(), talks).trial(subject, mutation, variant);
  }
}
