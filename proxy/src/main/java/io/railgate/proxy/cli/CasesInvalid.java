package io.railgate.proxy.cli;

import io.railgate.rails.set.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Tables of labelled utterances have defects; nothing was evaluated. Holds all of them. */
final class CasesInvalid extends Exception {

  private static final long serialVersionUID = 1L;

  /** Most that are printed: a wrong column makes one of each line. */
  private static final int MAX_SHOWN = 50;

  /** Takes at least one problem, in the order of the files. */
  CasesInvalid(List<Problem> problems) {
    super(render(problems));
  }

  private static String render(List<Problem> problems) {
    int hidden = problems.size() - Math.min(MAX_SHOWN, problems.size());
    return problems.stream()
        .limit(MAX_SHOWN)
        .map(Problem::toString)
        .collect(
            Collectors.joining(
                "\n",
                "",
                (hidden > 0 ? "\n… and %d more".formatted(hidden) : "")
                    + "\n%s; nothing was evaluated"
                        .formatted(Counts.of(problems.size(), "error"))));
  }
}
