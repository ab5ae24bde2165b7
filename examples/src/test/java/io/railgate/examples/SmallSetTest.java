package io.railgate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.railgate.rails.set.RailId;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Five rails with four examples each behave, too: on messages that nothing was tuned by. */
class SmallSetTest {

  private static final String FILE = "bicycles/held-back.csv";

  private static final ExampleSet SET = ExampleSet.load("bicycles");

  private static final List<Case> CASES = cases();

  /** A message and the rail that it means; empty if it means none. */
  private record Case(String text, String rail) {}

  @AfterAll
  static void close() {
    SET.close();
  }

  @Test
  void hasFiveRailsWithFourExamplesEach() {
    assertThat(SET.engine().railSet().rails())
        .hasSize(5)
        .allSatisfy(rail -> assertThat(rail.examples()).hasSize(4));
  }

  @Test
  void atMostTwoInAHundredStrangersAreAccepted() {
    List<Case> strangers = CASES.stream().filter(each -> each.rail.isEmpty()).toList();
    assertThat(strangers).hasSizeGreaterThanOrEqualTo(300);

    List<String> accepted =
        strangers.stream().filter(each -> !decide(each).isEmpty()).map(Case::text).toList();

    assertThat(accepted).hasSizeLessThanOrEqualTo(strangers.size() * 2 / 100);
  }

  @Test
  void atLeast85InAHundredParaphrasesAreAccepted() {
    List<Case> paraphrases = CASES.stream().filter(each -> !each.rail.isEmpty()).toList();
    assertThat(paraphrases).hasSizeGreaterThanOrEqualTo(60);

    List<String> missed =
        paraphrases.stream()
            .filter(each -> !decide(each).equals(each.rail))
            .map(each -> each.text + ": " + decide(each))
            .toList();

    assertThat(missed).hasSizeLessThanOrEqualTo(paraphrases.size() * 15 / 100);
  }

  /** The rail that decides; empty if none does, or if it is asked which is meant. */
  private static String decide(Case one) {
    return SET.say(one.text).decidedBy().map(RailId::toString).orElse("");
  }

  private static List<Case> cases() {
    CsvSchema schema = CsvSchema.emptySchema().withHeader();
    try (MappingIterator<Case> rows =
        new CsvMapper().readerFor(Case.class).with(schema).readValues(new File(FILE))) {
      return rows.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
