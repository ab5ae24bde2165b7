package io.railgate.rails.slots;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Today is Friday, 20 November 2026. */
class DatesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2027-05-03                          | 2027-05-03
          on 2027-5-3, please                 | 2027-05-03
          2027/05/03                          | 2027-05-03
          3 May 2027                          | 2027-05-03
          3 may                               | 2027-05-03
          the 3rd of May                      | 2027-05-03
          May 3                               | 2027-05-03
          May 3rd, 2027                       | 2027-05-03
          may the 3rd                         | 2027-05-03
          3-May-2027                          | 2027-05-03
          3May2027                            | 2027-05-03
          3/May/2027                          | 2027-05-03
          3. May 2027                         | 2027-05-03
          5 Sept                              | 2027-09-05
          Sept. 5                             | 2027-09-05
          3 May next year                     | 2027-05-03
          3 May last year                     | OUT
          today                               | 2026-11-20
          tonight                             | 2026-11-20
          tomorrow                            | 2026-11-21
          yesterday                           | OUT
          the day after tomorrow              | 2026-11-22
          day before yesterday                | OUT
          in 3 days                           | 2026-11-23
          in three weeks                      | 2026-12-11
          in 2 months                         | 2027-01-20
          in 1 year                           | 2027-11-20
          in 2 years                          | OUT
          in a week                           | 2026-11-27
          a week from today                   | 2026-11-27
          two days from now                   | 2026-11-22
          a week from this sunday             | 2026-11-29
          a week from monday                  | UNCLEAR
          2 days after 3 May 2027             | 2027-05-05
          the day before 3 May 2027           | 2027-05-02
          3 days ago                          | OUT
          in 1 year 2 months                  | UNCLEAR
          in 1 month, 2 weeks                 | UNCLEAR
          2 weeks and 3 days from now         | UNCLEAR
          2 weeks and 3 days after 3 May      | UNCLEAR
          1 year, 2 months ago                | UNCLEAR
          tomorrow or the day after           | UNCLEAR
          tomorrow + 3 days                   | UNCLEAR
          today plus 3 days                   | UNCLEAR
          monday in december                  | UNCLEAR
          2nd monday in december              | UNCLEAR
          the last monday in november         | UNCLEAR
          the following monday                | UNCLEAR
          monday the week after next          | UNCLEAR
          monday 30                           | UNCLEAR
          monday 23                           | 2026-11-23
          monday 8:30                         | 2026-11-23
          monday 8pm                          | 2026-11-23
          3 through 5 May                     | UNCLEAR
          May 3 through 5                     | UNCLEAR
          3 May or 4                          | UNCLEAR
          the 3rd of May or the 4th           | UNCLEAR
          May 3 or the 4th                    | UNCLEAR
          for 2 weeks from tomorrow           | UNCLEAR
          twice a day from tomorrow           | UNCLEAR
          every day from tomorrow             | UNCLEAR
          3..5 May                            | MISSING
          not tomorrow                        | UNCLEAR
          monday                              | 2026-11-23
          on Monday                           | 2026-11-23
          on mon                              | 2026-11-23
          friday                              | UNCLEAR
          this friday                         | 2026-11-20
          this monday                         | OUT
          this sunday                         | 2026-11-22
          next friday                         | 2026-11-27
          next monday                         | 2026-11-23
          next saturday                       | UNCLEAR
          coming saturday                     | 2026-11-21
          this coming friday                  | 2026-11-27
          last monday                         | OUT
          friday next week                    | 2026-11-27
          next week on friday                 | 2026-11-27
          next week                           | MISSING
          friday week                         | UNCLEAR
          every friday                        | UNCLEAR
          friday the 13th                     | UNCLEAR
          Monday, 3 May 2027                  | 2027-05-03
          Mon 3 May 2027                      | 2027-05-03
          3 May 2027, Monday                  | 2027-05-03
          Tuesday, 3 May 2027                 | UNCLEAR
          03.05.2027                          | 2027-05-03
          3.5.2027                            | 2027-05-03
          3.5.27                              | 2027-05-03
          13/05/2027                          | 2027-05-13
          5/13/2027                           | 2027-05-13
          5/13/27                             | 2027-05-13
          03/05/2027                          | UNCLEAR
          05/05/2027                          | 2027-05-05
          12/11/2027                          | 2027-11-12
          3 May or 4 May                      | UNCLEAR
          3 or 4 May                          | UNCLEAR
          3-5 May                             | UNCLEAR
          May 3-5                             | UNCLEAR
          in May 2027                         | UNCLEAR
          June 2027                           | UNCLEAR
          may 2027 people come                | MISSING
          tomorrow, that is 2026-11-21        | 2026-11-21
          May 5,2027                          | 2027-05-05
          3/May/27                            | 2027-05-03
          3.May.26                            | OUT
          3-May-27                            | UNCLEAR
          3 May '27                           | UNCLEAR
          3 May 27                            | UNCLEAR
          3 May, 20 people                    | 2027-05-03
          3 May 100 euros                     | 2027-05-03
          after tomorrow                      | UNCLEAR
          in a week or two                    | UNCLEAR
          in a week and a half                | UNCLEAR
          in a year and 2 months              | UNCLEAR
          in 3 days and a hotel               | 2026-11-23
          first monday in May                 | UNCLEAR
          last friday of the month            | UNCLEAR
          monday after next                   | UNCLEAR
          on weds                             | 2026-11-25
          tomorrow or today                   | UNCLEAR
          2027-02-30                          | OUT
          31 June                             | OUT
          31/31/2027                          | OUT
          29 February                         | OUT
          """)
  void readsDaysOfTheNextYear(String message, String value) {
    assertThat(Slots.fill(Slots.NEXT_YEAR, message)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3 May                   | 2026-05-03
          yesterday               | 2026-11-19
          day before yesterday    | 2026-11-18
          3 days ago              | 2026-11-17
          two weeks ago           | 2026-11-06
          a month ago             | 2026-10-20
          monday                  | 2026-11-16
          last monday             | UNCLEAR
          last friday             | 2026-11-13
          past monday             | 2026-11-16
          monday last week        | 2026-11-09
          this monday             | 2026-11-16
          tomorrow                | OUT
          """)
  void readsDaysOfTheLastYear(String message, String value) {
    assertThat(Slots.fill(Slots.LAST_YEAR, message)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the sun is out",
        "I sat down",
        "may I",
        "march on",
        "10:30",
        "3/5",
        "1.2.3",
        "3 maybe",
        "2026",
        "in 2-3 days",
        "2 or 3 days ago",
        "twenty five days ago",
        "1.5 weeks ago",
        "1 2026-05-031",
        "2026-05-03-7",
        "x2026-05-03",
        "May 3pm",
        "May 3:30",
        "in days"
      })
  void isNoDay(String message) {
    assertThat(Slots.fill(Slots.ANY_DAY, message)).isEqualTo("MISSING");
  }

  @ParameterizedTest
  @CsvSource({"sun,2026-11-22", "mon,2026-11-23", "the 3rd of May please,2027-05-03"})
  void anAnswerMayBeShort(String message, String value) {
    assertThat(Slots.answer(Slots.NEXT_YEAR, message)).isEqualTo(value);
  }

  @Test
  void aDayOfAllYearsInRangeIsUnclear() {
    assertThat(Slots.fill(Slots.ANY_DAY, "3 May")).isEqualTo("UNCLEAR");
    assertThat(Slots.fill(Slots.ANY_DAY, "3 May 2026")).isEqualTo("2026-05-03");
    assertThat(Slots.fill(Slots.ANY_DAY, "29 February")).isEqualTo("OUT");
  }

  @Test
  void everyIsoDayIsReadOnEveryToday() {
    for (LocalDate day = LocalDate.of(2023, 12, 25);
        day.isBefore(LocalDate.of(2028, 3, 5));
        day = day.plusDays(1)) {
      Filling filling = SlotValues.read(Slots.ANY_DAY, day.toString(), day.minusDays(400));
      assertThat(filling).isEqualTo(new Filling.Filled(day.toString()));
    }
  }
}
