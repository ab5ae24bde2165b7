package io.railgate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.lint.Linter;
import io.railgate.rails.matching.Matcher.Entry;
import io.railgate.rails.set.Case;
import io.railgate.rails.set.ConversationTests;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.testing.TestReport;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The good rail sets of this module: their tests pass on any day, and no warning is due. */
@ParameterizedClass
@ValueSource(strings = {"bank", "clinic", "help-desk"})
class ExampleSetsTest {

  /** A Sunday at the end of a month that has fewer days than the next, and a leap day. */
  private static final List<LocalDate> OTHER_DAYS =
      List.of(LocalDate.of(2027, 2, 28), LocalDate.of(2028, 2, 29), LocalDate.of(2026, 12, 31));

  private final ExampleSet set;

  ExampleSetsTest(String name) {
    this.set = ExampleSet.load(name);
  }

  @AfterEach
  void close() {
    set.close();
  }

  @Test
  void goesAsItsTestsExpect() {
    assertThat(run(ExampleSet.TODAY)).isEmpty();
  }

  @Test
  void goesAsItsTestsExpectOnOtherDays() {
    for (LocalDate day : OTHER_DAYS) {
      assertThat(run(day)).as(day.toString()).isEmpty();
    }
  }

  @Test
  void hasNoWarnings() {
    assertThat(Linter.lint(set.engine(), ExampleSet.ENCODER, set.tests(), ExampleSet.TODAY))
        .isEmpty();
  }

  @Test
  void hasRealConversations() {
    ConversationTests tests = set.tests();
    assertThat(tests.conversations())
        .filteredOn(test -> test.turns().size() >= 6)
        .hasSizeGreaterThan(1);
    assertThat(tests.accepts()).hasSizeGreaterThanOrEqualTo(100);
    assertThat(tests.rejects()).hasSizeGreaterThanOrEqualTo(30);
    List<String> actions =
        tests.conversations().stream()
            .flatMap(test -> test.turns().stream())
            .flatMap(turn -> turn.expected().action().stream())
            .distinct()
            .toList();
    assertThat(actions).contains("forward", "reply", "ask", "clarify", "refuse");
  }

  @Test
  void everyExampleIsNearestToItsOwnRail() {
    RailEngine engine = set.engine();
    for (Entry entry : engine.matcher().entries()) {
      if (entry.rail() == Entry.NEVER) {
        continue;
      }
      Rail rail = engine.railSet().rails().get(entry.rail());
      Optional<RailId> place = somewhere(rail);
      assertThat(
              engine
                  .matcher()
                  .rank(entry.vector(), other -> other.caseAfter(place).isPresent())
                  .best()
                  .orElseThrow()
                  .rail()
                  .id())
          .as(entry.example().text().source())
          .isEqualTo(rail.id());
    }
  }

  /** A place where the rail is a candidate. */
  private Optional<RailId> somewhere(Rail rail) {
    if (rail.caseAfter(Optional.empty()).isPresent()) {
      return Optional.empty();
    }
    return set.engine().railSet().rails().stream()
        .map(Rail::id)
        .filter(
            id ->
                rail.cases().stream()
                    .map(Case::after)
                    .anyMatch(after -> after.holds(Optional.of(id))))
        .findFirst();
  }

  private List<String> run(LocalDate day) {
    return TestReport.of(set.engine(), ExampleSet.ENCODER, set.tests(), day, ExampleSet.CACHE)
        .failures()
        .stream()
        .map(Object::toString)
        .toList();
  }
}
