package io.railgate.rails.reader;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the word that was meant. */
public final class DidYouMean {

  private DidYouMean() {}

  /** {@code ; did you mean "x"?}, or the choice there is. */
  static String among(String found, Collection<String> known) {
    return closest(found, known)
        .map(word -> "; did you mean \"" + word + "\"?")
        .orElseGet(() -> "; expected " + String.join(", ", known));
  }

  /** The word of {@code known} that is meant by {@code found}; empty if none is near. */
  public static Optional<String> closest(String found, Collection<String> known) {
    String typed = found.toLowerCase(Locale.ROOT);
    Optional<String> closest = Optional.empty();
    int least = Integer.MAX_VALUE;
    for (String word : known) {
      int edits = edits(typed, word.toLowerCase(Locale.ROOT));
      if (edits >= 0 && edits < least) {
        least = edits;
        closest = Optional.of(word);
      }
    }
    return closest;
  }

  /** How many edits lead to {@code word}; -1 if it is not near enough to be meant. */
  private static int edits(String typed, String word) {
    int most = tolerated(word);
    return Math.abs(typed.length() - word.length()) > most
        ? -1
        : new LevenshteinDistance(most).apply(typed, word);
  }

  /** Most edits between a typo and the word meant: one for each four letters, and one more. */
  private static int tolerated(String word) {
    return 1 + word.length() / 4;
  }
}
