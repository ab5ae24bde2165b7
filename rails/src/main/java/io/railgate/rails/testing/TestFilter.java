package io.railgate.rails.testing;

import io.railgate.rails.set.ConversationTests;
import java.util.List;
import java.util.Locale;

/** Picks tests by words. */
public final class TestFilter {

  private TestFilter() {}

  /**
   * The tests whose name, file, rail or messages hold any of these words, whatever their case; all
   * if there are none.
   */
  public static ConversationTests matching(ConversationTests tests, List<String> words) {
    return new ConversationTests(
        tests.conversations().stream()
            .filter(
                test ->
                    holds(words, test.name(), test.place().file())
                        || test.turns().stream().anyMatch(turn -> holds(words, turn.user())))
            .toList(),
        tests.accepts().stream()
            .filter(
                accepted ->
                    holds(
                        words,
                        accepted.text(),
                        accepted.rail().toString(),
                        accepted.place().file()))
            .toList(),
        tests.rejects().stream()
            .filter(rejected -> holds(words, rejected.text().source(), rejected.place().file()))
            .toList());
  }

  private static boolean holds(List<String> words, String... texts) {
    return words.isEmpty()
        || words.stream()
            .anyMatch(
                word ->
                    List.of(texts).stream().anyMatch(text -> lower(text).contains(lower(word))));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
