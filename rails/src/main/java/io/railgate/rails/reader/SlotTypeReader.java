package io.railgate.rails.reader;

import com.google.re2j.Pattern;
import io.railgate.rails.set.SlotType;
import io.railgate.rails.slots.Filling;
import io.railgate.rails.slots.SlotValues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads what a slot's value may be. */
final class SlotTypeReader {

  /** What a number may be where its slot does not say. */
  private static final BigDecimal DEFAULT_MAX = new BigDecimal("1000000000");

  private static final BigDecimal LARGEST = new BigDecimal("999999999999999");
  private static final int MAX_DECIMALS = 9;

  private static final int MAX_WORD_CHARACTERS = 100;
  private static final int DEFAULT_PATTERN_CHARACTERS = 64;
  private static final int MAX_PATTERN_CHARACTERS = 256;
  private static final int DEFAULT_TEXT_CHARACTERS = 80;
  private static final int MAX_TEXT_CHARACTERS = 1000;

  private static final LocalDate ANY_DAY = LocalDate.of(2026, 6, 17);

  private final Mapping slot;
  private final Mentions mentions;
  private final Problems problems;
  private final Scalars scalars;

  SlotTypeReader(Mapping slot, Mentions mentions, Problems problems) {
    this.slot = slot;
    this.mentions = mentions;
    this.problems = problems;
    this.scalars = Scalars.plain(problems);
  }

  /** The type called {@code name}, or empty after a problem was added. */
  Optional<SlotType> read(String name) {
    refuseStray("max", name.equals("pattern"));
    refuseStray("examples", name.equals("pattern") || name.equals("text"));
    return switch (name) {
      case "one-of" -> oneOf();
      case "number" ->
          slot.mapping("number", "\"number\" of " + slot.what(), "{min: 1, max: 100}")
              .flatMap(this::number);
      case "date" ->
          slot.mapping("date", "\"date\" of " + slot.what(), "{from: today, to: +1y}")
              .flatMap(date -> new DateRangeReader(slot.what(), scalars, problems).read(date));
      case "pattern" -> pattern();
      default ->
          slot.mapping("text", "\"text\" of " + slot.what(), "{max: 80}").flatMap(this::text);
    };
  }

  private void refuseStray(String key, boolean allowed) {
    if (slot.has(key) && !allowed) {
      String where =
          key.equals("max")
              ? "only a pattern has it here; write {number: {max: 100}} or {text: {max: 80}}"
              : "only a pattern and a text have them; delete it";
      problems.add(slot.placeOf(key), "\"%s\" in %s: %s".formatted(key, slot.what(), where));
    }
  }

  private Optional<SlotType> oneOf() {
    Map<String, List<String>> words = new LinkedHashMap<>();
    if (!slot.isMapping("one-of")) {
      List<Text> keys = slot.texts("one-of").orElse(List.of());
      keys.forEach(key -> words.put(key.value(), List.of()));
      refuseSharedWords(keys, key -> List.of());
    } else {
      Optional<Mapping> mapping = slot.mapping("one-of", "\"one-of\" of " + slot.what());
      if (mapping.isEmpty()) {
        return Optional.empty();
      }
      if (mapping.get().keys().isEmpty()) {
        problems.add(
            slot.placeOf("one-of"), "one-of: expected one or more values in " + slot.what());
      }
      refuseSharedWords(
          mapping.get().keys(),
          key -> {
            List<Text> synonyms =
                mapping.get().isEmptyList(key.value())
                    ? List.of()
                    : mapping.get().textOrTexts(key.value()).orElse(List.of());
            if (!mapping.get().isList(key.value())) {
              synonyms.forEach(this::refuseCommas);
            }
            synonyms.forEach(this::requireShort);
            words.put(key.value(), synonyms.stream().map(Text::value).toList());
            return synonyms;
          });
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(new SlotType.OneOf(words));
  }

  /** Words in a row were meant as a list. */
  private void refuseCommas(Text words) {
    if (words.value().contains(",")) {
      problems.add(
          words.place(),
          "one-of: found %s, expected one word, or a list such as [%s] in %s"
              .formatted(words.shown(), words.value(), slot.what()));
    }
  }

  private void requireShort(Text word) {
    if (word.value().length() > MAX_WORD_CHARACTERS) {
      problems.add(
          word.place(),
          "one-of: found a text of %d characters, expected at most %d in %s"
              .formatted(word.value().length(), MAX_WORD_CHARACTERS, slot.what()));
    }
  }

  /** A word that stands for two keys stands for neither. */
  private void refuseSharedWords(List<Text> keys, Function<Text, List<Text>> synonyms) {
    Map<String, String> owners = new HashMap<>();
    for (Text key : keys) {
      String before = owners.putIfAbsent(SlotValues.phrase(key.value()), key.value());
      if (before != null) {
        problems.add(
            key.place(), "%s stands twice in one-of of %s".formatted(key.shown(), slot.what()));
      }
    }
    for (Text key : keys) {
      Set<String> written = new HashSet<>();
      for (Text word : synonyms.apply(key)) {
        boolean twice = !written.add(word.value().toLowerCase(Locale.ROOT));
        enter(owners, word, key.value(), twice);
      }
    }
  }

  private void enter(Map<String, String> owners, Text word, String key, boolean twice) {
    String owner = owners.putIfAbsent(SlotValues.phrase(word.value()), key);
    if (owner != null && !owner.equals(key)) {
      problems.add(
          word.place(),
          "%s stands for both %s and %s in %s; keep it with one of them"
              .formatted(word.shown(), Text.quoted(owner), Text.quoted(key), slot.what()));
    } else if (twice) {
      problems.add(
          word.place(),
          "%s stands twice for %s in %s".formatted(word.shown(), Text.quoted(key), slot.what()));
    }
  }

  private Optional<SlotType> number(Mapping number) {
    number.allowOnly(Keys.NUMBER);
    String expected = "a number such as 0.01";
    BigDecimal min =
        scalars.number(number, "min", LARGEST.negate(), LARGEST, expected).orElse(BigDecimal.ZERO);
    BigDecimal max =
        scalars.number(number, "max", LARGEST.negate(), LARGEST, expected).orElse(DEFAULT_MAX);
    int decimals = scalars.whole(number, "decimals", 0, MAX_DECIMALS).orElse(0L).intValue();
    if (min.compareTo(max) > 0) {
      problems.add(
          number.placeOf(number.has("min") ? "min" : "max"),
          "min is greater than max (%s > %s) in %s%s"
              .formatted(
                  min.toPlainString(),
                  max.toPlainString(),
                  slot.what(),
                  number.has("min") && number.has("max") ? "" : "; write both"));
      return Optional.empty();
    }
    BigDecimal least = min.setScale(decimals, RoundingMode.CEILING);
    if (least.compareTo(max) > 0) {
      problems.add(
          number.place(),
          ("no number of at most %d decimals lies from %s to %s in %s; write \"decimals\" as large"
                  + " as is meant")
              .formatted(decimals, min.toPlainString(), max.toPlainString(), slot.what()));
      return Optional.empty();
    }
    return Optional.of(new SlotType.NumberRange(min, max, decimals));
  }

  private Optional<SlotType> pattern() {
    int max =
        scalars
            .whole(slot, "max", 1, MAX_PATTERN_CHARACTERS)
            .orElse((long) DEFAULT_PATTERN_CHARACTERS)
            .intValue();
    Optional<Text> text = slot.text("pattern");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Pattern> pattern = new PatternReader(scalars, mentions).read(text.get());
    if (pattern.isEmpty()) {
      return Optional.empty();
    }
    List<Text> examples = slot.texts("examples").orElse(List.of());
    var type =
        new SlotType.Fitting(pattern.get(), max, examples.stream().map(Text::value).toList());
    examples.forEach(example -> requireFit(type, example));
    return Optional.of(type);
  }

  private Optional<SlotType> text(Mapping text) {
    text.allowOnly(Keys.TEXT);
    int max =
        scalars
            .whole(text, "max", 1, MAX_TEXT_CHARACTERS)
            .orElse((long) DEFAULT_TEXT_CHARACTERS)
            .intValue();
    List<Text> examples = slot.texts("examples").orElse(List.of());
    var type = new SlotType.FreeText(max, examples.stream().map(Text::value).toList());
    examples.forEach(example -> requireFit(type, example));
    return Optional.of(type);
  }

  private void requireFit(SlotType type, Text example) {
    if (!(SlotValues.read(type, example.value(), ANY_DAY) instanceof Filling.Filled)) {
      problems.add(
          example.place(),
          "examples: found %s, which is no value of %s".formatted(example.shown(), slot.what()));
    }
  }
}
