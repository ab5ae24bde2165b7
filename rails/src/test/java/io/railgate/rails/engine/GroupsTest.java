package io.railgate.rails.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.RailSetFolder;
import io.railgate.rails.Talk;
import io.railgate.rails.engine.Conversation.Round;
import io.railgate.rails.matching.Candidate;
import io.railgate.rails.matching.RailScore;
import io.railgate.rails.set.Groups;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that may use some groups meets the others nowhere. */
class GroupsTest {

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
          prompt: Explain how to close an account.
        thanks:
          says: ["yes", "yes please"]
          cases: [{after: cards.greeting, reply: After a greeting}, {reply: After anything else}]
      """;

  private static final String LOANS =
      """
      rails:
        account:
          about: A loan account
          says: [I want a loan account, my account]
          prompt: Explain loan accounts.
      """;

  private static final Groups CARDS = Groups.of(List.of("cards"));
  private static final Groups ACCOUNTS_ONLY = Groups.of(List.of("accounts"));

  @TempDir Path temp;
  private Talk talk;

  @BeforeEach
  void load() {
    RailSetFolder folder =
        new RailSetFolder(temp)
            .settings(RailSetFolder.SETTINGS + "  clarify: Which of these did you mean?\n")
            .rails("accounts.yml", ACCOUNTS)
            .rails("loans.yml", LOANS);
    talk = Talk.to(folder);
  }

  @AfterEach
  void close() {
    talk.close();
  }

  @Test
  void itsOwnRailsMatchAsEver() {
    assertThat(last(CARDS, "I lost my card").decidedBy())
        .contains(new RailId("cards", "report-lost"));
    assertThat(last(Groups.ALL, "I want to open an account").action()).isEqualTo("forward");
  }

  @Test
  void anotherGroupsMessageIsRefusedAsOneThatMatchesNothing() {
    Decision nothing = last(CARDS, "write a python script that sorts numbers");

    Decision other = last(CARDS, "I want to open an account");

    assertThat(other)
        .isInstanceOfSatisfying(
            Decision.Refuse.class,
            refuse -> {
              assertThat(refuse.cause()).isEqualTo(new Decision.Cause.NothingMatched());
              assertThat(refuse.text()).isEqualTo(((Decision.Refuse) nothing).text());
            });
  }

  @Test
  void theEvidenceTellsOfNoOtherGroup() {
    assertThat(groupsTold(last(Groups.ALL, "I want to open an account")))
        .contains("accounts", "cards");
    assertThat(groupsTold(last(CARDS, "I want to open an account"))).containsOnly("cards");
  }

  @Test
  void aQuestionOffersItsOwnRailsOnly() {
    assertThat(offered(last(Groups.ALL, "my account"))).contains(new RailId("loans", "account"));
    assertThat(offered(last(ACCOUNTS_ONLY, "my account")))
        .containsExactlyInAnyOrder(new RailId("accounts", "open"), new RailId("accounts", "close"));
  }

  @Test
  void oneRailIsNotAskedFor() {
    assertThat(last(Groups.of(List.of("loans")), "my account"))
        .isInstanceOfSatisfying(
            Decision.Refuse.class,
            refuse -> assertThat(refuse.cause()).isEqualTo(new Decision.Cause.NothingMatched()));
  }

  @Test
  void aRailThatMayNotBeUsedWasNotThereBefore() {
    assertThat(text(last(Groups.ALL, "hello", "yes please"))).isEqualTo("After a greeting");
    assertThat(text(last(ACCOUNTS_ONLY, "hello", "yes please"))).isEqualTo("After anything else");
  }

  private Decision last(Groups groups, String... messages) {
    List<Round> rounds =
        Stream.of(messages)
            .map(message -> new Round(List.of(talk.engine().read(message, Talk.ENCODER))))
            .toList();
    return talk.engine().decide(new Conversation(rounds, new Terms(Talk.TODAY, groups)));
  }

  private static List<String> groupsTold(Decision decision) {
    return Stream.concat(
            decision.evidence().ranking().rails().stream().map(RailScore::rail),
            decision.evidence().ranking().nearest().stream().map(Candidate::rail))
        .map(Rail::id)
        .map(RailId::group)
        .distinct()
        .toList();
  }

  private static List<RailId> offered(Decision decision) {
    return ((Decision.Clarify) decision).rails();
  }

  private static String text(Decision decision) {
    return ((Decision.Reply) decision).text();
  }
}
