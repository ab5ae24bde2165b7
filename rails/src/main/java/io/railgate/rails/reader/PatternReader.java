package io.railgate.rails.reader;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/** Reads the pattern of a slot. */
final class PatternReader {

  private final Scalars scalars;

  PatternReader(Scalars scalars) {
    this.scalars = scalars;
  }

  /** The pattern, or empty after a problem was added. */
  Optional<Pattern> read(Text text) {
    if (!PatternSize.isSmall(text.value())) {
      return scalars.misfit(
          text, "pattern", "one that fits fewer characters: its repetitions are too many");
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
