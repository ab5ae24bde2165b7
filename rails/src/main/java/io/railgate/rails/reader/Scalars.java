package io.railgate.rails.reader;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads single values of a mapping: numbers, shares, choices. What does not fit is a problem, and
 * empty.
 */
final class Scalars {

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");
  private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,2}(\\.\\d{1,4})?)%");

  private final Function<Text, Optional<Text>> resolve;
  private final Problems problems;

  private Scalars(Function<Text, Optional<Text>> resolve, Problems problems) {
    this.resolve = resolve;
    this.problems = problems;
  }

  /** For values that may hold variables. */
  static Scalars with(Environment environment, Problems problems) {
    return new Scalars(environment::resolve, problems);
  }

  /** For values that stand for themselves. */
  static Scalars plain(Problems problems) {
    return new Scalars(Optional::of, problems);
  }

  /** A text with its variables; a variable that leaves nothing behind is a problem. */
  Optional<Text> resolved(Optional<Text> text) {
    Optional<Text> value = text.flatMap(resolve);
    if (value.isPresent() && value.get().value().isBlank()) {
      problems.add(
          value.get().place(),
          "%s is empty; set it, or write a text here".formatted(value.get().shown()));
      return Optional.empty();
    }
    return value;
  }

  Optional<Text> resolved(Mapping mapping, String key) {
    return resolved(mapping.text(key));
  }

  /**
   * A number from {@code min} to {@code max}.
   *
   * @param expected in words, for the message
   */
  Optional<BigDecimal> number(
      Mapping mapping, String key, BigDecimal min, BigDecimal max, String expected) {
    Optional<Text> text = resolved(mapping, key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (NUMBER.matcher(text.get().value()).matches()) {
      BigDecimal number = new BigDecimal(text.get().value());
      if (number.compareTo(min) >= 0 && number.compareTo(max) <= 0) {
        return Optional.of(number);
      }
    }
    return misfit(text.get(), key, expected);
  }

  /** A number without decimals from {@code min} to {@code max}. */
  Optional<Long> whole(Mapping mapping, String key, long min, long max) {
    String expected = "a whole number from %d to %d".formatted(min, max);
    Optional<Text> text = resolved(mapping, key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.get().value().matches("-?\\d{1,18}")) {
      long number = Long.parseLong(text.get().value());
      if (number >= min && number <= max) {
        return Optional.of(number);
      }
    }
    return misfit(text.get(), key, expected);
  }

  /** A share in percent, from 0.01 % to 50 %, as a number from 0.0001 to 0.5. */
  Optional<Double> percentage(Mapping mapping, String key) {
    Optional<Text> text = resolved(mapping, key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = PERCENTAGE.matcher(text.get().value());
    if (matcher.matches()) {
      double percent = Double.parseDouble(matcher.group(1));
      if (percent >= 0.01 && percent <= 50) {
        return Optional.of(percent / 100);
      }
    }
    return misfit(text.get(), key, "a percentage such as 1% (0.01% to 50%)");
  }

  /** A confidence between 0 and 1, both excluded. */
  Optional<Double> confidence(Mapping mapping, String key) {
    String expected = "a confidence such as 0.62 (above 0, below 1)";
    return number(mapping, key, new BigDecimal("0.0001"), new BigDecimal("0.9999"), expected)
        .map(BigDecimal::doubleValue);
  }

  /** One of a few words. */
  Optional<String> choice(Mapping mapping, String key, List<String> words) {
    Optional<Text> text = resolved(mapping, key);
    if (text.isEmpty() || words.contains(text.get().value())) {
      return text.map(Text::value);
    }
    return misfit(text.get(), key, "one of " + String.join(", ", words));
  }

  /** {@code true} or {@code false}. */
  Optional<Boolean> flag(Mapping mapping, String key) {
    Optional<Text> text = resolved(mapping, key);
    if (text.isEmpty() || List.of("true", "false").contains(text.get().value())) {
      return text.map(value -> value.value().equals("true"));
    }
    return misfit(text.get(), key, "true or false");
  }

  /** Adds the problem that {@code text} is not what {@code key} wants. */
  <T> Optional<T> misfit(Text text, String key, String expected) {
    problems.add(text.place(), "%s: found %s, expected %s".formatted(key, text.shown(), expected));
    return Optional.empty();
  }
}
