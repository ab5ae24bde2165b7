package io.railgate.rails.reader;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/** Reads the pattern of a slot. */
final class PatternReader {

  private final Scalars scalars;
  private final Mentions mentions;

  PatternReader(Scalars scalars, Mentions mentions) {
    this.scalars = scalars;
    this.mentions = mentions;
  }

  /** The pattern, or empty after a problem was added. */
  Optional<Pattern> read(Text text) {
    long size = PatternSize.estimate(text.value());
    if (size > PatternSize.MAX) {
      return scalars.misfit(
          text, "pattern", "one that fits fewer characters: its repetitions are too many");
    }
    if (!mentions.addPattern(size)) {
      return scalars.misfit(
          text, "pattern", "fewer or shorter patterns: those of the set are too large together");
    }
    try {
      Pattern pattern = Pattern.compile(text.value());
      return pattern.matches("")
          ? scalars.misfit(text, "pattern", "one that does not fit an empty text")
          : Optional.of(pattern);
    } catch (PatternSyntaxException e) {
      return scalars.misfit(
          text,
          "pattern",
          "RE2 syntax, which has no lookaround and no back-references: %s at %s"
              .formatted(e.getDescription(), Text.quoted(e.getPattern())));
    }
  }
}
