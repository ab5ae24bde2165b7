package io.railgate.rails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.railgate.rails.set.DateBound;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Slot;
import io.railgate.rails.set.SlotType;
import io.railgate.rails.set.Template;
import io.railgate.rails.slots.Filling;
import io.railgate.rails.slots.SlotFiller;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers and days are read as the tables in the reference of the language say. */
class LanguageTablesTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 5, 6);
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static final SlotType NUMBERS =
      new SlotType.NumberRange(new BigDecimal("-1000"), new BigDecimal("1000000000"), 2);
  private static final SlotType DAYS =
      new SlotType.DateRange(
          new DateBound.FromToday(Period.ZERO), new DateBound.FromToday(Period.ofYears(1)));

  static Stream<Arguments> forms() throws IOException {
    return Stream.concat(
        forms("| Number | Read as |", NUMBERS).stream(), forms("| Day | Read as |", DAYS).stream());
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aFormIsReadAsTheTableSays(SlotType type, String said, String readAs) {
    var slot = new Slot("value", type, Optional.empty(), Optional.empty(), Place.of("LANGUAGE.md"));
    var filler = new SlotFiller(List.of(slot), List.of(Template.of("I want {value}")));

    Filling filling = filler.fill(Set.of("value"), "I want " + said, TODAY).get("value");

    assertThat(shown(Objects.requireNonNull(filling))).isEqualTo(readAs);
  }

  @Test
  void bothTablesAreThere() throws IOException {
    assertThat(forms("| Number | Read as |", NUMBERS)).hasSizeGreaterThan(30);
    assertThat(forms("| Day | Read as |", DAYS)).hasSizeGreaterThan(30);
  }

  private static List<Arguments> forms(String header, SlotType type) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("LANGUAGE.md"), StandardCharsets.UTF_8);
    List<Arguments> forms = new ArrayList<>();
    for (String row : rows(lines, header)) {
      String[] cells = row.split("\\|", -1);
      String readAs = cells[2].strip().replace("`", "");
      CODE.matcher(cells[1])
          .results()
          .map((MatchResult code) -> code.group(1))
          .forEach(said -> forms.add(argumentSet(said, type, said, readAs)));
    }
    return forms;
  }

  private static List<String> rows(List<String> lines, String header) {
    return lines.stream()
        .skip(lines.indexOf(header) + 2L)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static String shown(Filling filling) {
    return switch (filling) {
      case Filling.Filled(String value) -> value;
      case Filling.Missing missing -> "none";
      case Filling.Unclear unclear -> "unclear";
      case Filling.OutOfRange out -> "out of range";
    };
  }
}
