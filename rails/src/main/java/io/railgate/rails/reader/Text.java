package io.railgate.rails.reader;

import io.railgate.rails.set.Place;
import java.util.regex.Pattern;

/**
 * A word or text of a YAML file with its place. Never blank.
 *
 * @param value exactly as written, or with its variables filled in
 * @param variables those of the environment that were filled in, such as {@code ${NAME}}; empty if
 *     there were none
 */
record Text(String value, String variables, Place place) {

  /** Longest part of a text that is quoted, in characters. */
  private static final int MAX_SHOWN = 80;

  /** What keys of services look like: a known beginning, or many letters and digits in one. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(?<![a-z0-9])(sk|pk|gsk|hf|gh[a-z]|github|glpat|xox[a-z])[-_][a-z0-9_-]{3,}"
              + "|(?<![a-z0-9_+=])(?=[a-z_+=]*[0-9])(?=[0-9_+=]*[a-z])[a-z0-9_+=]{24,}"
              + "|(?<![a-z])bearer\\s");

  /** A text as written. */
  Text(String value, Place place) {
    this(value, "", place);
  }

  /** What messages call it; never what the environment holds. */
  String shown() {
    return variables.isEmpty() ? quoted(value) : "the value of " + variables;
  }

  /** A text in quotes; not whole if it is long, and not if it could be a secret. */
  static String quoted(String text) {
    int length = text.codePointCount(0, text.length());
    if (length > MAX_SHOWN) {
      return quoted(text.substring(0, text.offsetByCodePoints(0, MAX_SHOWN)), "...");
    }
    return quoted(text, "");
  }

  private static String quoted(String text, String end) {
    return SECRET.matcher(text).find() ? "a text that could be a secret" : "\"" + text + end + "\"";
  }
}
