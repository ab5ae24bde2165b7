package io.railgate.rails.slots;

import com.github.curiousoddman.rgxgen.RgxGen;
import com.github.curiousoddman.rgxgen.config.RgxGenOption;
import com.github.curiousoddman.rgxgen.config.RgxGenProperties;
import io.railgate.rails.set.DateBound;
import io.railgate.rails.set.Slot;
import io.railgate.rails.set.SlotType;
import io.railgate.rails.text.PlainText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Everyday texts that hold a slot's value. */
final class Samples {

  private static final int MOST = 3;
  private static final int MOST_GENERATED = 2;
  private static final int TRIES = 20;

  /** Most times that what a * or + is about comes in a row; an everyday text is short. */
  private static final int MOST_REPETITIONS = 6;

  private static final int SEED = 20_260_503;

  private static final List<BigDecimal> EVERYDAY_NUMBERS =
      Stream.of("50", "200", "1000", "5", "10", "20", "2", "3", "1", "100", "0.5")
          .map(BigDecimal::new)
          .toList();

  private Samples() {}

  static List<String> of(Slot slot) {
    List<String> samples =
        switch (slot.type()) {
          case SlotType.OneOf type -> words(type);
          case SlotType.NumberRange type -> numbers(type);
          case SlotType.DateRange type -> days(type);
          case SlotType.Fitting type -> fitting(type);
          case SlotType.FreeText type -> type.examples().stream().limit(MOST).toList();
        };
    return samples.isEmpty() ? List.of(slot.name().replace('-', ' ')) : samples;
  }

  private static List<String> words(SlotType.OneOf type) {
    return type.words().entrySet().stream()
        .limit(MOST)
        .map(each -> each.getValue().isEmpty() ? each.getKey() : each.getValue().getFirst())
        .toList();
  }

  private static List<String> numbers(SlotType.NumberRange type) {
    BigDecimal middle =
        type.min()
            .add(type.max())
            .divide(BigDecimal.TWO, Math.max(0, type.decimals()), RoundingMode.FLOOR);
    return Stream.concat(EVERYDAY_NUMBERS.stream(), Stream.of(type.min(), middle, type.max()))
        .filter(number -> number.compareTo(type.min()) >= 0 && number.compareTo(type.max()) <= 0)
        .map(BigDecimal::stripTrailingZeros)
        .filter(number -> number.scale() <= type.decimals())
        .map(BigDecimal::toPlainString)
        .distinct()
        .limit(MOST)
        .toList();
  }

  private static List<String> days(SlotType.DateRange type) {
    if (isToday(type.to())) {
      return isToday(type.from()) ? List.of("today") : List.of("yesterday", "last monday", "3 May");
    }
    return isToday(type.from())
        ? List.of("tomorrow", "next monday", "3 May")
        : List.of("3 May", "next monday", "yesterday");
  }

  private static boolean isToday(DateBound bound) {
    return bound instanceof DateBound.FromToday fromToday && fromToday.period().isZero();
  }

  private static List<String> fitting(SlotType.Fitting type) {
    if (!type.examples().isEmpty()) {
      return type.examples().stream().limit(MOST).toList();
    }
    Set<String> generated = new LinkedHashSet<>();
    try {
      RgxGenProperties properties = new RgxGenProperties();
      RgxGenOption.INFINITE_PATTERN_REPETITION.setInProperties(
          properties, Math.min(type.max(), MOST_REPETITIONS));
      RgxGen generator = RgxGen.parse(properties, plain(type.pattern().pattern()));
      Random random = new Random(SEED);
      for (int i = 0; i < TRIES && generated.size() < MOST_GENERATED; i++) {
        String text = generator.generate(random);
        boolean fits = type.pattern().matches(text) && PlainText.of(text).equals(text);
        if (fits && !text.isEmpty() && text.codePointCount(0, text.length()) <= type.max()) {
          generated.add(text);
        }
      }
    } catch (RuntimeException e) { // it knows another syntax than RE2
      return List.of();
    }
    return List.copyOf(generated);
  }

  /** Without what is special to RE2: flags at the beginning, names of groups. */
  private static String plain(String regex) {
    return regex.replaceFirst("^\\(\\?[a-zA-Z]+\\)", "").replaceAll("\\(\\?P?<\\w+>", "(?:");
  }
}
