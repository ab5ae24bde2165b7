package io.railgate.rails.slots;

import static io.railgate.rails.slots.Slots.TODAY;
import static io.railgate.rails.slots.Slots.filler;
import static io.railgate.rails.slots.Slots.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.set.Slot;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random values written as people do, in random sentences, come back canonical. */
class CarrierSentencesTest {

  private static final List<Slot> SLOTS =
      List.of(
          slot("amount", Slots.number("-1e11", "1e11", 2)),
          slot("currency", Slots.CURRENCY),
          slot("day", Slots.NEXT_YEAR));

  private static final SlotFiller FILLER = filler(SLOTS, "change {amount} to {currency} on {day}");

  private static final List<String> CARRIERS =
      List.of(
          "please change %s to %s on %s",
          "hey, I'd like %s of it in %s; do it on %s, thanks!",
          "(%s) [%s] \"%s\"",
          "%s? %s! %s.",
          "could you get me %s in %s for my trip on %s please");

  private static final Map<String, String> KEYS =
      Map.of(
          "dollars", "USD", "US Dollar", "USD", "usd", "USD", "Pounds", "GBP", "STERLING", "GBP");

  private static final List<String> NUMBER_FORMATS =
      List.of("0.##", "#,##0.##", "0.00", "#,##0.00");

  private static final List<String> DATE_FORMATS =
      List.of(
          "uuuu-MM-dd",
          "d MMMM uuuu",
          "MMMM d, uuuu",
          "d-MMM-uuuu",
          "dd.MM.uuuu",
          "d.M.uuuu",
          "EEEE, d MMMM uuuu",
          "MMM d uuuu",
          "d.M.uu");

  @Test
  void valuesComeBackCanonical() {
    long seed = Seed.get();
    Random random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      BigDecimal amount =
          new BigDecimal(random.nextLong(-10_000_000_000L, 10_000_000_000L))
              .movePointLeft(random.nextInt(3));
      String word = pick(random, List.copyOf(KEYS.keySet()));
      LocalDate day = TODAY.plusDays(random.nextInt(366));
      String message =
          pick(random, CARRIERS).formatted(written(random, amount), word, written(random, day));

      Map<String, Filling> fillings = FILLER.fill(SlotFillerTest.names(SLOTS), message, TODAY);

      assertThat(SlotFillerTest.values(fillings))
          .as("%s, seed %d", message, seed)
          .containsExactly(
              Map.entry(
                  "amount",
                  amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString()),
              Map.entry("currency", KEYS.getOrDefault(word, "")),
              Map.entry("day", day.toString()));
    }
  }

  private static String written(Random random, BigDecimal amount) {
    return new DecimalFormat(
            pick(random, NUMBER_FORMATS), DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(amount);
  }

  private static String written(Random random, LocalDate day) {
    return DateTimeFormatter.ofPattern(pick(random, DATE_FORMATS), Locale.US).format(day);
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
