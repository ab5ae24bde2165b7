package io.railgate.rails.engine;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Reads which of a few numbered options a message chooses: by number ({@code 2}, {@code the second
 * one}), by its title, or by words that only one of the titles has.
 */
final class ChosenOption {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['\u2019]\\p{L}+)?");

  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("1", 1),
          Map.entry("one", 1),
          Map.entry("first", 1),
          Map.entry("1st", 1),
          Map.entry("2", 2),
          Map.entry("two", 2),
          Map.entry("second", 2),
          Map.entry("2nd", 2),
          Map.entry("3", 3),
          Map.entry("three", 3),
          Map.entry("third", 3),
          Map.entry("3rd", 3));

  /** Words around a choice that say nothing of which it is. */
  private static final Set<String> AROUND =
      Set.of(
          "the", "a", "an", "option", "number", "please", "pls", "i", "i'd", "like", "for", "of",
          "about", "with", "on", "in", "is", "mean", "meant", "want", "choose", "pick", "take",
          "it's", "its", "that", "to", "my");

  /** {@code no 2}, {@code nr. 2}: short for number, before a digit. */
  private static final Pattern SHORT_FOR_NUMBER =
      Pattern.compile("(?i)\\b(?:no|nr)\\b\\.?\\s*(?=\\d)");

  private static final Set<String> POINTING = Set.of("the", "that", "this", "a", "my");

  private ChosenOption() {}

  /** The number, from 1, of the option chosen; empty if none is, or more than one could be. */
  static Optional<Integer> of(String message, List<String> titles) {
    List<String> said = words(SHORT_FOR_NUMBER.matcher(message).replaceAll(""));
    if (said.size() == 2 && said.getLast().equals("one") && POINTING.contains(said.getFirst())) {
      return Optional.empty(); // the one: which?
    }
    List<String> telling = said.stream().filter(word -> !AROUND.contains(word)).toList();
    return number(telling, titles.size())
        .or(() -> byTitle(said, titles))
        .or(() -> byWords(telling, titles));
  }

  private static Optional<Integer> number(List<String> telling, int count) {
    List<String> words = new ArrayList<>(telling);
    if (words.size() == 2 && words.getLast().equals("one")) {
      words.removeLast(); // the second one
    }
    if (words.size() != 1) {
      return Optional.empty();
    }
    int number =
        words.getFirst().equals("last") ? count : NUMBERS.getOrDefault(words.getFirst(), 0);
    return number >= 1 && number <= count ? Optional.of(number) : Optional.empty();
  }

  private static Optional<Integer> byTitle(List<String> said, List<String> titles) {
    return only(
        IntStream.range(0, titles.size())
            .filter(i -> words(titles.get(i)).equals(said))
            .boxed()
            .toList());
  }

  private static Optional<Integer> byWords(List<String> telling, List<String> titles) {
    List<String> words = telling.stream().filter(word -> !word.equals("one")).toList();
    if (words.isEmpty()) {
      return Optional.empty();
    }
    return only(
        IntStream.range(0, titles.size())
            .filter(i -> words(titles.get(i)).containsAll(words))
            .boxed()
            .toList());
  }

  /** The option's number, if there is just one. */
  private static Optional<Integer> only(List<Integer> indices) {
    return indices.size() == 1 ? Optional.of(indices.getFirst() + 1) : Optional.empty();
  }

  private static List<String> words(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return WORD.matcher(plain)
        .results()
        .map(MatchResult::group)
        .map(word -> word.replace('\u2019', '\''))
        .toList();
  }
}
