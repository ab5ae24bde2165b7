package io.railgate.proxy.cli;

import io.railgate.rails.lint.Warning;
import io.railgate.rails.set.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * What a check of one rail set found.
 *
 * @param rails how many the set has; 0 if it could not be loaded
 * @param examples how many the set has; 0 if it could not be loaded
 * @param errors if there is one the set was not loaded, and there are no warnings
 */
record Findings(
    Path folder, int rails, int examples, List<Problem> errors, List<Warning> warnings) {

  Findings {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }

  static Findings errors(Path folder, List<Problem> errors) {
    return new Findings(folder, 0, 0, errors, List.of());
  }
}
