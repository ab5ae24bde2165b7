package io.railgate.rails.attack;

/** One text in one guise, and what it came to. */
public record Trial(
    Subject subject, Mutation mutation, Variant variant, Result result, Became became) {

  public Aim aim() {
    return Aim.of(subject, mutation);
  }

  public boolean isEscape() {
    return result == Result.ESCAPE;
  }

  /** Whether a legitimate text in a harmless guise no longer leads to its rail. */
  public boolean isLoss() {
    return aim() == Aim.LEGITIMATE && result != Result.OWN_RAIL;
  }
}
