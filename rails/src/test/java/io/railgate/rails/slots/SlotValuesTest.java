package io.railgate.rails.slots;

import static io.railgate.rails.slots.Slots.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.set.DateBound;
import io.railgate.rails.set.SlotType;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlotValuesTest {

  static Stream<Arguments> texts() {
    SlotType pattern = Slots.pattern("[A-Z]{2}\\d+", 5);
    return Stream.of(
        Arguments.of(Slots.CURRENCY, "dollars", "USD"),
        Arguments.of(Slots.CURRENCY, " Us  Dollar ", "USD"),
        Arguments.of(Slots.CURRENCY, "in dollars", "MISSING"),
        Arguments.of(Slots.CURRENCY, "", "MISSING"),
        Arguments.of(Slots.AMOUNT, "1,000.50", "1000.5"),
        Arguments.of(Slots.AMOUNT, "€100", "100"),
        Arguments.of(Slots.AMOUNT, "100 €", "100"),
        Arguments.of(Slots.AMOUNT, "5%", "5"),
        Arguments.of(Slots.AMOUNT, "20kg", "20"),
        Arguments.of(Slots.AMOUNT, "one", "1"),
        Arguments.of(Slots.AMOUNT, "two hundred and fifty", "250"),
        Arguments.of(Slots.AMOUNT, "about 100", "MISSING"),
        Arguments.of(Slots.AMOUNT, "5-10", "MISSING"),
        Arguments.of(Slots.AMOUNT, "-5", "OUT"),
        Arguments.of(Slots.NEXT_YEAR, "tomorrow", "2026-11-21"),
        Arguments.of(Slots.NEXT_YEAR, "2027-05-03", "2027-05-03"),
        Arguments.of(Slots.NEXT_YEAR, "2029-05-03", "OUT"),
        Arguments.of(Slots.NEXT_YEAR, "03/05/2027", "UNCLEAR"),
        Arguments.of(Slots.NEXT_YEAR, "on 3 May", "MISSING"),
        Arguments.of(pattern, "AB123", "AB123"),
        Arguments.of(pattern, "AB1234", "OUT"),
        Arguments.of(pattern, "AB123 x", "MISSING"),
        Arguments.of(Slots.text(5), "a \"b", "\"a 'b\""),
        Arguments.of(Slots.text(5), "a b c d", "OUT"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void readsATextThatIsTheValue(SlotType type, String text, String value) {
    assertThat(Slots.show(SlotValues.read(type, text, TODAY))).isEqualTo(value);
  }

  static Stream<Arguments> samples() {
    DateBound day = new DateBound.Fixed(LocalDate.of(2026, 1, 1));
    return Stream.of(
        Arguments.of(Slots.ACCOUNT, List.of("checking", "savings")),
        Arguments.of(Slots.oneOf("a", "b", "c", "d"), List.of("a", "b", "c")),
        Arguments.of(
            new SlotType.OneOf(Map.of("USD", List.of("dollars", "$"))), List.of("dollars")),
        Arguments.of(Slots.AMOUNT, List.of("50", "200", "1000")),
        Arguments.of(Slots.number("1", "100", 0), List.of("50", "5", "10")),
        Arguments.of(Slots.number("1", "4", 0), List.of("2", "3", "1")),
        Arguments.of(Slots.number("0.1", "0.4", 1), List.of("0.1", "0.2", "0.4")),
        Arguments.of(Slots.number("5000", "9000", 0), List.of("5000", "7000", "9000")),
        Arguments.of(Slots.NEXT_YEAR, List.of("tomorrow", "next monday", "3 May")),
        Arguments.of(Slots.LAST_YEAR, List.of("yesterday", "last monday", "3 May")),
        Arguments.of(
            new SlotType.DateRange(Slots.fromToday(Period.ZERO), Slots.fromToday(Period.ZERO)),
            List.of("today")),
        Arguments.of(
            new SlotType.DateRange(day, Slots.fromToday(Period.ofDays(9))),
            List.of("3 May", "next monday", "yesterday")),
        Arguments.of(Slots.pattern("[A-Z]+", 5, "AB", "CD"), List.of("AB", "CD")),
        Arguments.of(Slots.pattern("\\pN\\PN\\z", 5), List.of("the slot")),
        Arguments.of(Slots.pattern("a{50}", 5), List.of("the slot")),
        Arguments.of(Slots.pattern("abc", 5), List.of("abc")),
        Arguments.of(Slots.text(5, "lunch"), List.of("lunch")),
        Arguments.of(Slots.text(5), List.of("the slot")));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void samplesAreEveryday(SlotType type, List<String> texts) {
    assertThat(SlotValues.samples(Slots.slot("the-slot", type))).isEqualTo(texts);
  }

  @Test
  void samplesOfAPatternFitIt_andAreTheSameAlways() {
    SlotType.Fitting type = Slots.pattern("[A-Z]{2}\\d{6}", 8);

    List<String> samples = SlotValues.samples(Slots.slot("order", type));

    assertThat(samples)
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allMatch(type.pattern()::matches)
        .isEqualTo(SlotValues.samples(Slots.slot("order", type)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a-z]+", "\\w+@\\w+", "((((a*)*)*)*)*b", "#?\\d{2,4}", "(?i)ref\\d+"})
  void samplesOfAnOpenPatternAreShort(String regex) {
    SlotType.Fitting type = Slots.pattern(regex, 20);

    assertThat(SlotValues.samples(Slots.slot("x", type)))
        .isNotEqualTo(List.of("x"))
        .allMatch(sample -> Slots.show(SlotValues.read(type, sample, TODAY)).equals(sample));
  }

  @Test
  void samplesOfARangeAreValues() {
    assertThat(SlotValues.samples(Slots.slot("x", Slots.number("-7", "-2", 1))))
        .isNotEmpty()
        .allMatch(
            sample ->
                SlotValues.read(Slots.number("-7", "-2", 1), sample, TODAY)
                    instanceof Filling.Filled);
  }
}
