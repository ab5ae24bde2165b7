package io.railgate.rails.reader;

import java.util.Optional;
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
  Optional<String> resolve(Text text) {
    StringBuilder resolved = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(text.value());
    boolean complete = true;
    while (matcher.find()) {
      String value = value(matcher);
      if (value == null) {
        complete = false;
        problems.add(
            text.place(),
            "the variable %1$s is not set; set it, or write ${%1$s:-default}"
                .formatted(matcher.group("name")));
      }
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(value == null ? "" : value));
    }
    if (VARIABLE.matcher(text.value()).replaceAll("").contains("${")) {
      complete = false;
      problems.add(text.place(), "found \"${\", expected ${NAME} or ${NAME:-default}");
    }
    matcher.appendTail(resolved);
    return complete ? Optional.of(resolved.toString()) : Optional.empty();
  }

  private @Nullable String value(Matcher matcher) {
    String set = variables.apply(matcher.group("name"));
    return set != null && !set.isEmpty() ? set : matcher.group("fallback");
  }
}
