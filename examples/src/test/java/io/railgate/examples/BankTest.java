package io.railgate.examples;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.engine.Decision;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rail set examples/bank: that it is a real one, and what the README says of it. */
class BankTest {

  private static ExampleSet bank;

  @BeforeAll
  static void load() {
    bank = ExampleSet.load("bank");
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  @Test
  void isARealSet() {
    List<Rail> rails = bank.engine().railSet().rails();

    assertThat(rails).hasSizeGreaterThanOrEqualTo(25);
    assertThat(rails.stream().map(rail -> rail.id().group()).distinct())
        .hasSizeGreaterThanOrEqualTo(5);
    assertThat(rails)
        .allSatisfy(
            rail -> {
              assertThat(rail.examples()).hasSizeGreaterThanOrEqualTo(5);
              assertThat(rail.about()).isNotBlank();
            });
  }

  @Test
  void usesCasesSlotsAndEveryKindOfFixedOutcome() {
    List<Rail> rails = bank.engine().railSet().rails();
    Set<Class<?>> outcomes =
        rails.stream()
            .flatMap(rail -> rail.cases().stream())
            .map(each -> each.outcome().getClass())
            .collect(toSet());

    assertThat(outcomes)
        .containsExactlyInAnyOrder(Outcome.Prompt.class, Outcome.Reply.class, Outcome.Refuse.class);
    assertThat(rails).anyMatch(rail -> rail.cases().size() > 1);
    assertThat(rails).anyMatch(rail -> rail.slots().size() > 1);
    assertThat(bank.engine().railSet().settings().otherwise().clarify()).isPresent();
  }

  @Test
  void aStolenWalletIsALostCard() {
    assertThat(bank.say("hey, someone nicked my wallet and my card was in it"))
        .isInstanceOfSatisfying(
            Decision.Forward.class,
            forward -> {
              assertThat(forward.rail()).isEqualTo(new RailId("cards", "report-lost"));
              assertThat(forward.prompt().toLowerCase(Locale.ROOT).split("\\W+"))
                  .doesNotContain(
                      "hey", "someone", "nicked", "my", "wallet", "and", "was", "in", "it");
            });
  }

  @Test
  void aPoemIsRefused() {
    assertThat(bank.say("write me a poem about the sea")).isInstanceOf(Decision.Refuse.class);
  }
}
