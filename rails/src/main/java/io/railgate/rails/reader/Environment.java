package io.railgate.rails.reader;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts the environment's variables into values: {@code ${NAME}} and {@code ${NAME:-default}}. */
final class Environment {

  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:-(?<fallback>[^}$]*))?}");

  private final Function<String, @Nullable String> variables;
  private final Problems problems;

  Environment(Function<String, @Nullable String> variables, Problems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  /** Whether {@code text} is one variable and nothing else, with no default or an empty one. */
  static boolean isVariableOnly(Text text) {
    Matcher matcher = VARIABLE.matcher(text.value());
    return matcher.matches()
        && (matcher.group("fallback") == null || matcher.group("fallback").isBlank());
  }

  /**
   * The text with its variables replaced; it may be blank then. Empty after a problem was added,
   * for a variable that is not set, or set to nothing, and has no default.
   */
  Optional<Text> resolve(Text text) {
    return resolve(text, "default}");
  }

  /**
   * As {@link #resolve(Text)}.
   *
   * @param fallback the default that an author is told to write, with what stands behind it
   */
  Optional<Text> resolve(Text text, String fallback) {
    if (!text.value().contains("${")) {
      return Optional.of(text);
    }
    if (VARIABLE.matcher(text.value()).replaceAll("").contains("${")) {
      problems.add(text.place(), "found \"${\", expected ${NAME} or ${NAME:-default}");
      return Optional.empty();
    }
    StringBuilder resolved = new StringBuilder();
    Set<String> names = new LinkedHashSet<>();
    Matcher matcher = VARIABLE.matcher(text.value());
    boolean complete = true;
    while (matcher.find()) {
      String value = value(matcher);
      if (value == null) {
        complete = false;
        problems.add(
            text.place(),
            "the variable %1$s is not set; set it, or write ${%1$s:-%2$s"
                .formatted(matcher.group("name"), fallback));
      }
      names.add("${" + matcher.group("name") + "}");
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(value == null ? "" : value));
    }
    matcher.appendTail(resolved);
    return complete
        ? Optional.of(new Text(resolved.toString(), String.join(", ", names), text.place()))
        : Optional.empty();
  }

  private @Nullable String value(Matcher matcher) {
    String set = variables.apply(matcher.group("name"));
    return set != null && !set.isEmpty() ? set : matcher.group("fallback");
  }
}
