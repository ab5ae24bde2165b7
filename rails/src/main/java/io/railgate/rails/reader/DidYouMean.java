package io.railgate.rails.reader;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the word that was meant. */
final class DidYouMean {

  /** Most edits between a typo and the word meant: one for each three letters, and one more. */
  private static int tolerated(String word) {
    return 1 + word.length() / 3;
  }

  private DidYouMean() {}

  /** {@code ; did you mean "x"?}, or the choice there is. */
  static String among(String found, Collection<String> known) {
    return closest(found, known)
        .map(word -> "; did you mean \"" + word + "\"?")
        .orElseGet(() -> "; expected " + String.join(", ", known));
  }

  private static Optional<String> closest(String found, Collection<String> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String typed = found.toLowerCase(Locale.ROOT);
    return known.stream()
        .min(Comparator.comparingInt(word -> distance.apply(typed, word.toLowerCase(Locale.ROOT))))
        .filter(word -> distance.apply(typed, word.toLowerCase(Locale.ROOT)) <= tolerated(word));
  }
}
