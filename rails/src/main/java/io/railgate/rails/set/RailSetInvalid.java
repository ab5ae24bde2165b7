package io.railgate.rails.set;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A rail set has defects; nothing of it was loaded. Holds all of them, sorted by place. */
public final class RailSetInvalid extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public RailSetInvalid(List<Problem> problems) {
    super(render(problems));
    this.problems = sorted(problems);
  }

  public List<Problem> problems() {
    return problems;
  }

  private static String render(List<Problem> problems) {
    String count = problems.size() == 1 ? "1 error" : problems.size() + " errors";
    return sorted(problems).stream()
        .map(Problem::toString)
        .collect(Collectors.joining("\n", "", "\n" + count + "; nothing was loaded"));
  }

  private static List<Problem> sorted(List<Problem> problems) {
    return problems.stream().sorted(Comparator.comparing(Problem::place)).toList();
  }
}
